#include "exchange/messages.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <numeric>
#include <optional>
#include <tuple>

#include "base/json.h"
#include "exchange/message_format.h"

namespace koers::exchange {

struct Messages::State {
  struct Entry {
    std::string pattern;
    std::optional<MessageFormat> format;  // empty: not used yet, or broken
    bool parsed = false;
  };
  Language language = Language::nl;
  std::map<std::string, Entry, std::less<>> entries;
  std::mutex mutex;
};

Messages::Messages(std::unique_ptr<State> state) : state_(std::move(state)) {}
Messages::Messages(Messages&&) noexcept = default;
Messages& Messages::operator=(Messages&&) noexcept = default;
Messages::~Messages() = default;

Expected<Messages> Messages::read(std::string_view json, Language language, const std::string& file) {
  json::Document document;
  const auto root = json::parse(json, document, Place{file, 0, 0, {}});
  if (!root) return fail(root.error());
  auto state = std::make_unique<State>();
  state->language = language;
  if (!root->is(json::Type::object)) return fail("message.not_an_object", {}, Place{file, 1, 0, {}});
  for (const json::Value section : *root) {
    if (!section.is(json::Type::object)) return fail("message.not_an_object", {}, Place{file, section.line(), 0, {}});
    for (const json::Value item : section) {
      std::string key = std::string(section.key()) + '.' + std::string(item.key());
      if (!item.is(json::Type::string))
        return fail("message.not_a_text", {{"key", key}}, Place{file, item.line(), 0, {}});
      state->entries.try_emplace(std::move(key), State::Entry{std::string(item.text()), {}, false});
    }
  }
  return Messages(std::move(state));
}

Language Messages::language() const { return state_->language; }

bool Messages::has(std::string_view key) const { return state_->entries.contains(key); }

std::string Messages::text(const Message& message) const {
  const auto found = state_->entries.find(message.key);
  if (found == state_->entries.end()) return message.key;
  State::Entry& entry = found->second;
  {
    const std::lock_guard lock(state_->mutex);
    if (!entry.parsed) {
      if (auto parsed = MessageFormat::parse(entry.pattern)) entry.format = std::move(*parsed);
      entry.parsed = true;
    }
  }
  return entry.format ? entry.format->format(message.args, state_->language) : entry.pattern;
}

std::string Messages::text(const Error& fault) const {
  std::string out = fault.place.file;
  if (fault.place.line != 0) out += (out.empty() ? "" : ":") + std::to_string(fault.place.line);
  if (!out.empty()) out += ": ";
  out += text(fault.message()) + '\n';
  const Message remedy = fault.remedy();
  if (has(remedy.key)) out += "    " + text(remedy) + '\n';
  return out;
}

std::string Messages::text(const Errors& faults) const {
  std::vector<std::size_t> order(faults.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    const Place& x = faults[a].place;
    const Place& y = faults[b].place;
    return std::tie(x.file, x.line, a) < std::tie(y.file, y.line, b);
  });
  std::string out;
  for (const std::size_t i : order) out += text(faults[i]);
  return out;
}

std::vector<std::string> Messages::keys() const {
  std::vector<std::string> out;
  for (const auto& [key, entry] : state_->entries) out.push_back(key);
  return out;
}

Expected<std::vector<std::string>> Messages::arguments(std::string_view key) const {
  const auto found = state_->entries.find(key);
  if (found == state_->entries.end()) return fail("message.missing", {{"key", std::string(key)}});
  const auto parsed = MessageFormat::parse(found->second.pattern);
  if (!parsed) return fail(parsed.error());
  return parsed->arguments();
}

}  // namespace koers::exchange
