#include "method/diff.h"

namespace koers::method {
namespace {

bool same(json::Value a, json::Value b) {
  if (a.type() != b.type() || a.size() != b.size() || a.text() != b.text() || a.boolean() != b.boolean() ||
      a.number() != b.number())
    return false;
  auto other = b.begin();
  for (const json::Value child : a) {
    if (a.is(json::Type::object)) {
      const auto partner = b.find(child.key());  // the order of keys says nothing
      if (!partner || !same(child, *partner)) return false;
    } else {
      if (!same(child, *other)) return false;
      ++other;
    }
  }
  return true;
}

std::string_view code_of(json::Value item) {
  const auto code = item.find("code");
  return code ? code->text() : std::string_view();
}

// Every item has a code of its own: the list is a map in disguise.
bool coded(json::Value list) {
  if (!list.is(json::Type::array)) return false;
  for (const json::Value item : list) {
    if (code_of(item).empty()) return false;
  }
  return list.size() > 0;
}

std::optional<json::Value> partner(json::Value list, json::Value item, bool by_code) {
  if (!by_code) return list.find(item.key());
  for (const json::Value one : list) {
    if (code_of(one) == code_of(item)) return one;
  }
  return {};
}

void compare(json::Value before, json::Value after, const std::string& path, std::vector<Difference>& out) {
  if (same(before, after)) return;
  const bool objects = before.is(json::Type::object) && after.is(json::Type::object);
  const bool lists = coded(before) && coded(after);
  if (!objects && !lists) {
    out.push_back({path, before, after});
    return;
  }
  const auto path_of = [&](json::Value item) {
    return (path.empty() ? path : path + '.') + std::string(lists ? code_of(item) : item.key());
  };
  for (const json::Value item : before) {
    if (const auto other = partner(after, item, lists))
      compare(item, *other, path_of(item), out);
    else
      out.push_back({path_of(item), item, {}});
  }
  for (const json::Value item : after) {
    if (!partner(before, item, lists)) out.push_back({path_of(item), {}, item});
  }
}

}  // namespace

std::vector<Difference> diff(json::Value before, json::Value after) {
  std::vector<Difference> out;
  compare(before, after, {}, out);
  return out;
}

}  // namespace koers::method
