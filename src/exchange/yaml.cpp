#include "exchange/yaml.h"

#include <algorithm>
#include <array>
#include <istream>
#include <streambuf>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "base/text.h"

namespace koers::exchange {
namespace {

constexpr std::size_t kShown = 64;  // bytes of the file that a message repeats

std::string shown(std::string_view text) {
  std::string out(text.substr(0, kShown));
  while (invalid_utf8(out)) out.pop_back();  // a character cut in two
  return out;
}

// What must hold before the parser sees the text: it does not check these, or slowly.
std::optional<Error> first_look(std::string_view text) {
  if (const auto bad = invalid_utf8(text)) {
    const auto line = static_cast<std::uint32_t>(1 + std::ranges::count(text.substr(0, *bad), '\n'));
    return error("yaml.not_utf8", {}, {{}, line, 0, {}});
  }
  std::uint32_t line = 0;
  for (const std::string_view row : split(text, '\n')) {
    ++line;
    if (row.size() > kYamlLongestLine)
      return error("yaml.line_too_long", {{"most", std::to_string(kYamlLongestLine)}}, {{}, line, 0, {}});
    bool margin = true;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const char c = row[i];
      const auto column = static_cast<std::uint32_t>(i + 1);
      if (c == '\t' && margin) return error("yaml.tab", {}, {{}, line, column, {}});
      if (c != ' ') margin = false;
      const bool control = (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\r') || c == 0x7F;
      if (control) return error("yaml.control_character", {}, {{}, line, column, {}});
    }
  }
  return {};
}

bool digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

enum class Plain { text, yes, no, number, misleading };

// What a plain scalar is under the core schema; `misleading` are the forms of numbers a reader could take for something else.
Plain classify(std::string_view text) {
  if (text == "true" || text == "True" || text == "TRUE") return Plain::yes;
  if (text == "false" || text == "False" || text == "FALSE") return Plain::no;
  static constexpr std::array<std::string_view, 6> not_numbers{".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"};
  std::string_view body = text;
  if (!body.empty() && (body.front() == '-' || body.front() == '+')) body.remove_prefix(1);
  if (std::ranges::find(not_numbers, body) != not_numbers.end()) return Plain::misleading;
  if (body.empty() || !((body.front() >= '0' && body.front() <= '9') || body.front() == '.')) return Plain::text;
  if (body.starts_with("0x") || body.starts_with("0o")) {
    const bool hex = body[1] == 'x';
    body.remove_prefix(2);
    const bool number = !body.empty() && std::ranges::all_of(body, [&](char c) {
      return (c >= '0' && c <= (hex ? '9' : '7')) || (hex && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')));
    });
    return number ? Plain::misleading : Plain::text;
  }
  const std::size_t exponent = body.find_first_of("eE");
  std::string_view mantissa = body.substr(0, exponent);
  const std::size_t point = mantissa.find('.');
  const std::string_view whole = mantissa.substr(0, point);
  const std::string_view fraction = point == std::string_view::npos ? std::string_view() : mantissa.substr(point + 1);
  if ((!whole.empty() && !digits(whole)) || (!fraction.empty() && !digits(fraction)) ||
      (whole.empty() && fraction.empty()))
    return Plain::text;
  if (exponent != std::string_view::npos) {
    std::string_view power = body.substr(exponent + 1);
    if (!power.empty() && (power.front() == '-' || power.front() == '+')) power.remove_prefix(1);
    return digits(power) ? Plain::misleading : Plain::text;
  }
  if (whole.empty() || (point != std::string_view::npos && fraction.empty())) return Plain::misleading;
  if (whole.size() > 1 && whole.front() == '0') return Plain::misleading;
  return Plain::number;
}

class Handler final : public YAML::EventHandler {
 public:
  struct Stop {};  // thrown out of the parser at the first fault; never leaves read_yaml

  Handler(std::string_view text, json::Builder& builder) : text_(text), builder_(builder) {}

  const std::optional<Error>& fault() const { return fault_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) stop("yaml.second_document", {}, mark);
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    no_anchor(mark, anchor);
    if (wants_key()) stop("yaml.empty_key", {}, mark);
    stop("yaml.no_value", {{"key", shown(key_)}}, mark);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { stop("yaml.alias", {}, mark); }

  void OnAnchor(const YAML::Mark& mark, const std::string&) override { stop("yaml.anchor", {}, mark); }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    no_anchor(mark, anchor);
    no_tag(mark, tag);
    if (!closed(mark)) stop("yaml.unclosed_quote", {}, mark);
    const std::uint32_t line = line_of(mark);
    if (wants_key()) {
      if (value.empty()) stop("yaml.empty_key", {}, mark);
      levels_.back().wants_key = false;
      key_ = value;
      return check(builder_.key(value, line));
    }
    value_done();
    if (tag != "?") return check(builder_.string(value, line));
    switch (classify(value)) {
      case Plain::text: return check(builder_.string(value, line));
      case Plain::yes: return check(builder_.boolean(true, line));
      case Plain::no: return check(builder_.boolean(false, line));
      case Plain::number:
        return check(builder_.number(value.front() == '+' ? std::string_view(value).substr(1) : value, line));
      case Plain::misleading: stop("yaml.number_form", {{"text", shown(value)}}, mark);
    }
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor);
    check(builder_.begin_array(line_of(mark)));
    levels_.push_back({.map = false, .wants_key = false});
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor);
    check(builder_.begin_object(line_of(mark)));
    levels_.push_back({.map = true, .wants_key = true});
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

 private:
  struct Level {
    bool map, wants_key;
  };

  static std::uint32_t line_of(const YAML::Mark& mark) { return static_cast<std::uint32_t>(mark.line + 1); }
  bool wants_key() const { return !levels_.empty() && levels_.back().wants_key; }
  void value_done() {
    if (!levels_.empty() && levels_.back().map) levels_.back().wants_key = true;
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    no_anchor(mark, anchor);
    no_tag(mark, tag);
    if (wants_key()) stop("yaml.key_not_a_text", {}, mark);
    value_done();
  }
  void close() {
    levels_.pop_back();
    check(builder_.end());
  }

  void no_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0) stop("yaml.anchor", {}, mark);
  }
  // The parser says "?" for untagged plain nodes and "!" for quoted ones; a written tag starts with '!' in the text itself.
  void no_tag(const YAML::Mark& mark, const std::string& tag) {
    const bool untagged = tag.empty() || tag == "?" || tag == "!";
    const auto at = static_cast<std::size_t>(std::max(mark.pos, 0));
    if (!untagged || (at < text_.size() && text_[at] == '!')) stop("yaml.tag", {}, mark);
  }

  // The parser takes the end of the file for a closing quote: a file cut off there would pass.
  bool closed(const YAML::Mark& mark) const {
    const auto begin = static_cast<std::size_t>(std::max(mark.pos, 0));
    if (begin >= text_.size()) return true;
    const char quote = text_[begin];
    if (quote != '"' && quote != '\'') return true;
    for (std::size_t at = begin + 1; at < text_.size(); ++at) {
      if (quote == '"' && text_[at] == '\\') {
        ++at;
      } else if (text_[at] == quote) {
        if (quote == '"' || at + 1 >= text_.size() || text_[at + 1] != quote) return true;
        ++at;
      }
    }
    return false;
  }

  void check(bool ok) {
    if (ok) return;
    fault_ = builder_.error();
    throw Stop{};
  }
  [[noreturn]] void stop(std::string code, Message::Args args, const YAML::Mark& mark) {
    fault_ =
        error(std::move(code), std::move(args), {{}, line_of(mark), static_cast<std::uint32_t>(mark.column + 1), {}});
    throw Stop{};
  }

  std::string_view text_;
  json::Builder& builder_;
  std::vector<Level> levels_;
  std::string key_;
  int documents_ = 0;
  std::optional<Error> fault_;
};

// An istream on the text itself, without a copy.
struct Buffer : std::streambuf {
  explicit Buffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // a get area is never written to
    setg(begin, begin, begin + text.size());
  }
};

}  // namespace

Expected<json::Value> read_yaml(std::string_view text, json::Document& out, const std::string& file,
                                json::Limits limits) {
  const auto refuse = [&](Error e) {
    out.clear();
    e.place.file = file;
    return fail(std::move(e));
  };
  out.clear();
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.size() > limits.bytes) return refuse(error("json.too_large", {{"most", std::to_string(limits.bytes)}}));
  if (auto fault = first_look(text)) return refuse(std::move(*fault));

  json::Builder builder(out, limits);
  Handler handler(text, builder);
  Buffer buffer(text);
  std::istream stream(&buffer);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(handler)) {
    }
  } catch (const Handler::Stop&) {
    return refuse(*handler.fault());
  } catch (const YAML::Exception& broken) {
    Place place;
    if (broken.mark.line >= 0) {
      place.line = static_cast<std::uint32_t>(broken.mark.line + 1);
      place.column = static_cast<std::uint32_t>(broken.mark.column + 1);
    }
    return refuse(error("yaml.syntax", {{"detail", shown(broken.msg)}}, std::move(place)));
  }
  if (!builder.complete()) return refuse(error("yaml.empty"));
  return out.root();
}

}  // namespace koers::exchange
