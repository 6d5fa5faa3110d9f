#include <algorithm>
#include <span>

#include "method/load.h"

namespace koers::method {
namespace {

constexpr std::size_t kDeepest = 8;

void copy(json::Value value, json::Builder& out) {
  const std::uint32_t line = value.line();
  switch (value.type()) {
    case json::Type::null: out.null(line); return;
    case json::Type::boolean: out.boolean(value.boolean(), line); return;
    case json::Type::number: out.number(value.number().text(), line); return;
    case json::Type::string: out.string(value.text(), line); return;
    case json::Type::array: out.begin_array(line); break;
    case json::Type::object: out.begin_object(line); break;
  }
  for (const json::Value child : value) {
    if (value.is(json::Type::object)) out.key(child.key(), child.key_line());
    copy(child, out);
  }
  out.end();
}

std::string text_of(json::Value root, std::string_view key) {
  const auto found = root.find(key);
  return found ? std::string(found->text()) : std::string();
}

bool removed(json::Value root, std::string_view key) {
  const auto list = root.find("remove");
  if (!list || !list->is(json::Type::array)) return false;
  for (const json::Value one : *list) {
    if (one.text() == key) return true;
  }
  return false;
}

}  // namespace

Checked<Expanded> expand(json::Value root, const std::string& file, const Bases& bases) {
  if (!root.is(json::Type::object)) return fail(Errors{error("method.not_a_file", {}, {file, root.line(), 0, {}})});
  std::vector<Base> chain{{root, file}};
  std::vector<std::string> ids{text_of(root, "method") + '-' + text_of(root, "version")};
  while (true) {
    const Base& last = chain.back();
    const std::string id = text_of(last.root, "extends");
    if (id.empty()) break;
    const Place place{last.file, last.root.find("extends")->line(), 0, "/extends"};
    if (std::ranges::find(ids, id) != ids.end())
      return fail(Errors{error("method.extends_cycle", {{"id", id}}, place)});
    if (chain.size() > kDeepest)
      return fail(Errors{error("method.extends_depth", {{"most", std::to_string(kDeepest)}}, place)});
    auto base = bases ? bases(id) : std::nullopt;
    if (!base) return fail(Errors{error("method.unknown_version", {{"id", id.substr(0, 64)}}, place)});
    ids.push_back(id);
    chain.push_back(std::move(*base));
  }

  Expanded out;
  out.file = file;
  json::Builder builder(out.document, {.bytes = std::size_t{16} << 20, .depth = 64, .nodes = 2'000'000});
  builder.begin_object(root.line());
  for (std::size_t level = 0; level < chain.size(); ++level) {
    for (const json::Value member : chain[level].root) {
      const std::string key(member.key());
      const bool own = level == 0;
      if (!own && (key == "extends" || key == "remove" || key == "replaces")) continue;
      if (out.file_of.contains(key)) continue;
      const auto nearer = std::span(chain).first(level);
      if (std::ranges::any_of(nearer, [&](const Base& b) { return removed(b.root, key); })) continue;
      builder.key(key, member.key_line());
      copy(member, builder);
      out.file_of.emplace(key, chain[level].file);
    }
  }
  builder.end();
  Errors faults;
  for (const Base& level : chain) {
    const auto list = level.root.find("remove");
    if (!list || !list->is(json::Type::array)) continue;
    for (const json::Value one : *list) {
      const bool above =
          std::ranges::any_of(chain, [&](const Base& b) { return &b > &level && b.root.find(one.text()); });
      if (!above)
        faults.push_back(error("method.remove_unknown", {{"key", std::string(one.text().substr(0, 64))}},
                               {level.file, one.line(), 0, "/remove"}));
    }
  }
  if (!faults.empty()) return fail(std::move(faults));
  if (builder.error()) return fail(Errors{*builder.error()});
  return out;
}

}  // namespace koers::method
