#include "exchange/message_format.h"

#include <algorithm>
#include <optional>
#include <unicode/messagepattern.h>

#include "exchange/local_text.h"

namespace koers::exchange {
namespace {

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

const std::string* find(const Message::Args& args, std::string_view name) {
  for (const auto& [key, value] : args) {
    if (key == name) return &value;
  }
  return nullptr;
}

// CLDR plural category for cardinals: Dutch and English share one rule, "one" for the integer 1 written without decimals.
std::string_view category(const Decimal& number) {
  return number.scaled == 1 && number.decimals == 0 ? "one" : "other";
}

DateStyle style_of(std::string_view name) {
  if (name == "short") return DateStyle::brief;
  if (name == "long") return DateStyle::full;
  if (name == "full") return DateStyle::weekday;
  return DateStyle::middle;
}

}  // namespace

// Walks ICU's flat list of parts and makes a tree of it.
class MessageFormat::Reader {
 public:
  explicit Reader(const icu::MessagePattern& pattern) : pattern_(pattern), text_(pattern.getPatternString()) {}

  bool wrong_style() const { return wrong_style_; }

  // From the part after MSG_START at `part` up to its MSG_LIMIT.
  std::vector<Node> message(int part, const std::string& counted) {
    std::vector<Node> nodes;
    const int limit = pattern_.getLimitPartIndex(part);
    int from = pattern_.getPart(part).getLimit();
    for (int i = part + 1; i <= limit; ++i) {
      const auto& piece = pattern_.getPart(i);
      literal(nodes, from, piece.getIndex());
      from = piece.getLimit();
      if (piece.getType() == UMSGPAT_PART_TYPE_REPLACE_NUMBER) {
        nodes.push_back({Kind::number, counted, {}, {}});
      } else if (piece.getType() == UMSGPAT_PART_TYPE_ARG_START) {
        nodes.push_back(argument(i));
        i = pattern_.getLimitPartIndex(i);
        from = pattern_.getPart(i).getLimit();
      }
    }
    return nodes;
  }

 private:
  void literal(std::vector<Node>& nodes, int from, int to) {
    if (from < to) nodes.push_back({Kind::literal, utf8(text_.tempSubStringBetween(from, to)), {}, {}});
  }

  Node argument(int start) {
    const int limit = pattern_.getLimitPartIndex(start);
    Node node{Kind::plain, utf8(pattern_.getSubstring(pattern_.getPart(start + 1))), {}, {}};
    switch (pattern_.getPart(start).getArgType()) {
      case UMSGPAT_ARG_TYPE_NONE: return node;
      case UMSGPAT_ARG_TYPE_SIMPLE: simple(node, start + 2, limit); return node;
      case UMSGPAT_ARG_TYPE_PLURAL: node.kind = Kind::plural; break;
      case UMSGPAT_ARG_TYPE_SELECT: node.kind = Kind::select; break;
      default: wrong_style_ = true; return node;
    }
    std::string selector;
    for (int i = start + 2; i < limit; ++i) {
      const auto& piece = pattern_.getPart(i);
      if (piece.getType() == UMSGPAT_PART_TYPE_ARG_SELECTOR) selector = utf8(pattern_.getSubstring(piece));
      if (piece.getType() == UMSGPAT_PART_TYPE_ARG_INT && selector.empty())
        wrong_style_ = true;  // offset: is not used here
      if (piece.getType() != UMSGPAT_PART_TYPE_MSG_START) continue;
      node.branches.push_back({selector, message(i, node.kind == Kind::plural ? node.text : std::string())});
      i = pattern_.getLimitPartIndex(i);
      selector.clear();
    }
    return node;
  }

  void simple(Node& node, int part, int limit) {
    const std::string type = utf8(pattern_.getSubstring(pattern_.getPart(part)));
    for (int i = part + 1; i < limit; ++i) {
      if (pattern_.getPart(i).getType() == UMSGPAT_PART_TYPE_ARG_STYLE)
        node.style = utf8(pattern_.getSubstring(pattern_.getPart(i)));
    }
    const auto blank = node.style.find_first_not_of(' ');
    node.style.erase(0, blank);
    if (type == "number" && node.style.empty()) {
      node.kind = Kind::number;
    } else if (type == "date" && (node.style.empty() || node.style == "short" || node.style == "medium" ||
                                  node.style == "long" || node.style == "full")) {
      node.kind = Kind::date;
    } else {
      wrong_style_ = true;
    }
  }

  const icu::MessagePattern& pattern_;
  const icu::UnicodeString& text_;
  bool wrong_style_ = false;
};

Expected<MessageFormat> MessageFormat::parse(std::string_view pattern) {
  MessageFormat out;
  if (pattern.find_first_of("{}'#") == std::string_view::npos) {
    if (!pattern.empty()) out.nodes_.push_back({Kind::literal, std::string(pattern), {}, {}});
    return out;
  }
  UErrorCode status = U_ZERO_ERROR;
  UParseError where;
  const icu::MessagePattern parsed(
      icu::UnicodeString::fromUTF8(icu::StringPiece(pattern.data(), static_cast<std::int32_t>(pattern.size()))), &where,
      status);
  if (U_FAILURE(status)) return fail("message.syntax", {{"column", std::to_string(where.offset + 1)}});
  Reader reader(parsed);
  out.nodes_ = reader.message(0, {});
  if (reader.wrong_style()) return fail("message.style");
  return out;
}

std::string MessageFormat::format(const Message::Args& args, Language language) const {
  std::string out;
  fill(nodes_, args, language, out);
  return out;
}

void MessageFormat::fill(const std::vector<Node>& nodes, const Message::Args& args, Language language,
                         std::string& out) {
  for (const Node& node : nodes) {
    if (node.kind == Kind::literal) {
      out += node.text;
      continue;
    }
    const std::string* value = find(args, node.text);
    if (value == nullptr && node.branches.empty()) {
      out += '{' + node.text + '}';
      continue;
    }
    const std::string given = value == nullptr ? std::string() : *value;
    const auto number = Decimal::parse(given);
    const auto branch = [&](std::string_view selector) {
      return std::ranges::find(node.branches, selector, &Branch::selector);
    };
    auto chosen = node.branches.end();
    switch (node.kind) {
      case Kind::literal: break;
      case Kind::plain: out += given; break;
      case Kind::number: out += number ? number_text(*number, language) : given; break;
      case Kind::date: {
        const auto date = LocalDate::parse(given);
        out += date ? date_text(*date, language, style_of(node.style)) : given;
        break;
      }
      case Kind::plural:
        if (number) {
          chosen = std::ranges::find_if(node.branches, [&](const Branch& b) {
            const auto exact =
                b.selector.starts_with('=') ? Decimal::parse(std::string_view(b.selector).substr(1)) : std::nullopt;
            return exact && compare(*exact, *number) == 0;
          });
          if (chosen == node.branches.end()) chosen = branch(category(*number));
        }
        break;
      case Kind::select: chosen = branch(given.empty() ? std::string_view("none") : std::string_view(given)); break;
    }
    if (node.branches.empty()) continue;
    if (chosen == node.branches.end()) chosen = branch("other");
    if (chosen != node.branches.end()) fill(chosen->nodes, args, language, out);
  }
}

void MessageFormat::collect(const std::vector<Node>& nodes, std::vector<std::string>& out) {
  for (const Node& node : nodes) {
    switch (node.kind) {
      case Kind::literal: break;
      case Kind::plain: out.push_back(node.text); break;
      case Kind::number: out.push_back(node.text + " number"); break;
      case Kind::date: out.push_back(node.text + " date"); break;
      case Kind::plural: out.push_back(node.text + " plural"); break;
      case Kind::select: out.push_back(node.text + " select"); break;
    }
    for (const Branch& branch : node.branches) collect(branch.nodes, out);
  }
}

std::vector<std::string> MessageFormat::arguments() const {
  std::vector<std::string> out;
  collect(nodes_, out);
  std::ranges::sort(out);
  out.erase(std::ranges::unique(out).begin(), out.end());
  return out;
}

}  // namespace koers::exchange
