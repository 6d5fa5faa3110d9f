// Names as they are compared, not as they are shown: small ASCII letters, without accents, hyphens, single letters and the little words of Dutch and other
// surnames, so that "Ayşe van den Ünal-Peters" meets "unal peters".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace koers::exchange {

/// The words of a name, in order; at most 20. Other scripts are written in Latin letters. Safe for many threads.
std::vector<std::string> plain_words(std::string_view name);

}  // namespace koers::exchange
