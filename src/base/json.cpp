#include "base/json.h"

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace koers::json {

Type Value::type() const { return document_ == nullptr ? Type::null : document_->nodes_[index_].type; }
std::uint32_t Value::line() const { return document_ == nullptr ? 0 : document_->nodes_[index_].line; }
bool Value::boolean() const { return is(Type::boolean) && document_->nodes_[index_].flag; }
std::size_t Value::size() const { return document_ == nullptr ? 0 : document_->nodes_[index_].count; }

Decimal Value::number() const {
  if (!is(Type::number)) return {};
  const auto& node = document_->nodes_[index_];
  return {node.scaled, node.decimals};
}

std::string_view Value::text() const {
  if (!is(Type::string)) return {};
  const auto& node = document_->nodes_[index_];
  return std::string_view(document_->texts_).substr(node.text, node.text_size);
}

std::string_view Value::key() const {
  if (document_ == nullptr) return {};
  const auto& node = document_->nodes_[index_];
  return std::string_view(document_->texts_).substr(node.key, node.key_size);
}

std::uint32_t Value::key_line() const { return document_ == nullptr ? 0 : document_->nodes_[index_].key_line; }

Value::Iterator Value::begin() const { return {document_, document_ == nullptr ? 0 : document_->nodes_[index_].first}; }
Value::Iterator Value::end() const { return {document_, 0}; }
Value Value::Iterator::operator*() const { return {document_, index_}; }
Value::Iterator& Value::Iterator::operator++() {
  index_ = document_->nodes_[index_].next;
  return *this;
}

std::optional<Value> Value::find(std::string_view wanted) const {
  if (!is(Type::object)) return {};
  for (const Value child : *this) {
    if (child.key() == wanted) return child;
  }
  return {};
}

void Document::clear() {
  nodes_.clear();
  texts_.clear();
}

Builder::Builder(Document& out, Limits limits) : document_(out), limits_(limits) { out.clear(); }

bool Builder::fault(std::string code, Message::Args args, std::uint32_t line) {
  if (!error_) error_ = koers::error(std::move(code), std::move(args), {{}, line, 0, {}});
  return false;
}

bool Builder::add(Document::Node node) {
  if (error_) return false;
  auto& nodes = document_.nodes_;
  if (nodes.size() >= limits_.nodes)
    return fault("json.too_many_values", {{"most", std::to_string(limits_.nodes)}}, node.line);
  if (document_.texts_.size() > limits_.bytes)
    return fault("json.too_large", {{"most", std::to_string(limits_.bytes)}}, node.line);
  if (open_.empty() && !nodes.empty()) return fault("json.more_than_one", {}, node.line);
  const auto index = static_cast<std::uint32_t>(nodes.size());
  if (!open_.empty()) {
    Open& parent = open_.back();
    if ((nodes[parent.node].type == Type::object) != has_key_) return fault("json.unbalanced", {}, node.line);
    (parent.last == 0 ? nodes[parent.node].first : nodes[parent.last].next) = index;
    parent.last = index;
    ++nodes[parent.node].count;
    node.key = key_;
    node.key_size = key_size_;
    node.key_line = key_line_;
    has_key_ = false;
    key_size_ = 0;
  }
  nodes.push_back(node);
  return true;
}

bool Builder::null(std::uint32_t line) { return add({.type = Type::null, .line = line}); }
bool Builder::boolean(bool value, std::uint32_t line) {
  return add({.type = Type::boolean, .flag = value, .line = line});
}

bool Builder::number(std::string_view text, std::uint32_t line) {
  const auto value = Decimal::parse(text);
  if (!value) return fault("json.number", {}, line);
  return add({.type = Type::number,
              .decimals = static_cast<std::uint8_t>(value->decimals),
              .line = line,
              .scaled = value->scaled});
}

bool Builder::string(std::string_view text, std::uint32_t line) {
  if (invalid_utf8(text)) return fault("json.utf8", {}, line);
  const auto at = static_cast<std::uint32_t>(document_.texts_.size());
  document_.texts_.append(text);
  return add({.type = Type::string, .line = line, .text = at, .text_size = static_cast<std::uint32_t>(text.size())});
}

bool Builder::begin_object(std::uint32_t line) {
  if (open_.size() >= limits_.depth) return fault("json.too_deep", {{"most", std::to_string(limits_.depth)}}, line);
  const auto index = static_cast<std::uint32_t>(document_.nodes_.size());
  if (!add({.type = Type::object, .line = line})) return false;
  open_.push_back({index, 0});
  return true;
}

bool Builder::begin_array(std::uint32_t line) {
  if (!begin_object(line)) return false;
  document_.nodes_[open_.back().node].type = Type::array;
  return true;
}

bool Builder::key(std::string_view key, std::uint32_t line) {
  if (error_) return false;
  if (open_.empty() || has_key_ || document_.nodes_[open_.back().node].type != Type::object)
    return fault("json.unbalanced", {}, line);
  if (invalid_utf8(key)) return fault("json.utf8", {}, line);
  if (document_.nodes_[open_.back().node].count > 4096) return fault("json.too_many_keys", {}, line);
  if (Value(&document_, open_.back().node).find(key))
    return fault("json.duplicate_key", {{"key", std::string(key.substr(0, 64))}}, line);
  key_ = static_cast<std::uint32_t>(document_.texts_.size());
  key_size_ = static_cast<std::uint32_t>(key.size());
  key_line_ = line;
  document_.texts_.append(key);
  has_key_ = true;
  return true;
}

bool Builder::end() {
  if (error_) return false;
  if (open_.empty() || has_key_) return fault("json.unbalanced", {}, 0);
  open_.pop_back();
  return true;
}

namespace {

// The lexer reads at most one character ahead, so counting line feeds up to where it stands gives a token's line.
class Counted {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;
  Counted(const char* at, const char** shared) : at_(at), shared_(shared) {}
  reference operator*() const { return *at_; }
  Counted& operator++() {
    ++at_;
    if (shared_ != nullptr) *shared_ = at_;
    return *this;
  }
  Counted operator++(int) {
    Counted old = *this;
    ++*this;
    return old;
  }
  bool operator==(const Counted& other) const { return at_ == other.at_; }
  bool operator!=(const Counted& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** shared_;
};

class Handler : public nlohmann::json_sax<nlohmann::json> {
 public:
  Handler(Builder& builder, std::string_view text, const char* const* at, std::uint32_t before)
      : builder_(builder), at_(at), counted_(text.data()), line_(before + 1) {}

  bool null() override { return builder_.null(line()); }
  bool boolean(bool value) override { return builder_.boolean(value, line()); }
  bool number_integer(number_integer_t value) override { return builder_.number(std::to_string(value), line()); }
  bool number_unsigned(number_unsigned_t value) override { return builder_.number(std::to_string(value), line()); }
  bool number_float(number_float_t, const string_t& text) override { return builder_.number(text, line()); }
  bool string(string_t& text) override { return builder_.string(text, line()); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return builder_.begin_object(line()); }
  bool key(string_t& text) override { return builder_.key(text, line()); }
  bool end_object() override { return builder_.end(); }
  bool start_array(std::size_t) override { return builder_.begin_array(line()); }
  bool end_array() override { return builder_.end(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

  std::uint32_t line() {
    // The character under *at_ may be the one read ahead: a line feed there still belongs to the next token.
    for (const char* end = *at_ > counted_ ? *at_ - 1 : counted_; counted_ < end; ++counted_)
      line_ += *counted_ == '\n';
    return line_;
  }

 private:
  Builder& builder_;
  const char* const* at_;
  const char* counted_;
  std::uint32_t line_;
};

}  // namespace

Expected<Value> parse(std::string_view text, Document& out, Place place, Limits limits) {
  const std::uint32_t before = place.line;
  const auto refuse = [&](Error e) {
    out.clear();
    const std::uint32_t line = e.place.line;
    e.place = place;
    e.place.line = line;
    return fail(std::move(e));
  };
  if (text.size() > limits.bytes)
    return refuse(error("json.too_large", {{"most", std::to_string(limits.bytes)}}, {{}, before + 1, 0, {}}));
  Builder builder(out, limits);
  const char* at = text.data();
  const char* const end = text.data() + text.size();
  Handler handler(builder, text, &at, before);
  const bool ok = nlohmann::json::sax_parse(Counted(text.data(), &at), Counted(end, nullptr), &handler);
  if (builder.error()) return refuse(*builder.error());
  if (!ok || !builder.complete()) return refuse(error("json.syntax", {}, {{}, handler.line(), 0, {}}));
  return out.root();
}

}  // namespace koers::json
