// One text of the catalogue: ICU MessageFormat syntax, parsed by ICU once, filled in here. Decimals keep the digits they come
// with ("4.50" is 4,50 in Dutch), which ICU's own number format would not do.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/expected.h"
#include "base/language.h"

namespace koers::exchange {

/// {x} as it is · {x, number} · {x, date, short|medium|long|full} of "YYYY-MM-DD" (medium without style) ·
/// {x, plural, =0 {…} one {…} other {… # …}} · {x, select, a {…} none {…} other {…}} (an empty
/// argument is the word none). Other types and styles are faults.
class MessageFormat {
 public:
  /// message.syntax, message.style.
  static Expected<MessageFormat> parse(std::string_view pattern);

  /// An argument that is not given shows as {name}; one that is no number or date where the text wants one shows as it is.
  std::string format(const Message::Args& args, Language language) const;
  /// Names of the arguments with how they are used ("n plural", "day date"); sorted, each once.
  std::vector<std::string> arguments() const;

 private:
  enum class Kind : std::uint8_t { literal, plain, number, date, plural, select };
  struct Node;
  struct Branch {
    std::string selector;  // "one", "=0", "other", or the word of a select
    std::vector<Node> nodes;
  };
  struct Node {
    Kind kind = Kind::literal;
    std::string text;  // literal, or the argument's name
    std::string style;  // of dates
    std::vector<Branch> branches;
  };
  class Reader;
  static void fill(const std::vector<Node>& nodes, const Message::Args& args, Language language, std::string& out);
  static void collect(const std::vector<Node>& nodes, std::vector<std::string>& out);

  std::vector<Node> nodes_;
};

}  // namespace koers::exchange
