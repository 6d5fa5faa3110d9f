// What QPDF does to a PDF, apart from everything else: QPDF's headers do not compile as C++20 with clang, so this header and its source are C++17
// and know no other part of the house.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace koers::exchange {

struct StrippedPdf {
  std::string bytes;  ///< empty: `locked` by a password, or else broken
  bool locked = false;
};
/// The pages and forms of a PDF, without what tells about it and without what runs, opens or sends. A photo within goes through `photo`; none from it:
/// the PDF is broken.
StrippedPdf strip_pdf(std::string_view bytes, const std::function<std::optional<std::string>(std::string_view)>& photo);

}  // namespace koers::exchange
