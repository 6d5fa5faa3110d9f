// How each type of a body is read, written and described. Included by codec.cpp and shape.cpp only.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/json.h"
#include "base/json_write.h"
#include "base/text.h"
#include "dossier/codec.h"
#include "dossier/kinds_described.h"
#include "dossier/shape.h"

namespace koers::dossier::detail {

/// Where a decoder stands, and the faults so far. Steps are kept apart and joined only when something is wrong.
class Context {
 public:
  Context(const std::string& file, Errors& faults) : file_(file), faults_(faults) {}
  void enter(std::string_view key) { steps_.push_back({key, 0}); }
  void enter(std::size_t index) { steps_.push_back({{}, index}); }
  void leave() { steps_.pop_back(); }
  bool fault(std::string_view code, json::Value at, Message::Args args = {}, std::uint32_t line = 0);

 private:
  struct Step {
    std::string_view key;
    std::size_t index;
  };
  const std::string& file_;
  Errors& faults_;
  std::vector<Step> steps_;
};

bool wrong_type(Context& context, json::Value value, std::string_view wanted);
bool is_code(std::string_view text);

template <class T>
struct Codec;

template <class T>
concept Described = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

// --- members of a described struct

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsList : std::false_type {};
template <class T>
struct IsList<std::vector<T>> : std::true_type {};

/// Members that are not std::optional or a list, and yet may be left out.
template <class T>
inline constexpr std::array<std::string_view, 0> may_be_absent{};
template <>
inline constexpr std::array<std::string_view, 3> may_be_absent<Entry>{"journal", "seq", "held"};

template <class T>
struct Member {
  std::string_view name;
  bool required;
  bool (*read)(json::Value, T&, Context&);
  void (*write)(const T&, json::Writer&);  ///< key and value; nothing when there is none
  const Shape& (*shape)();
};

constexpr std::string_view plain(std::string_view name) {
  if (name.ends_with('_')) name.remove_suffix(1);
  return name;
}

template <class T, class D>
struct Access {
  using Type = std::remove_cvref_t<decltype(std::declval<T&>().*D::pointer)>;
  static constexpr std::string_view name = plain(D::name);

  static bool read(json::Value value, T& into, Context& context) {
    return Codec<Type>::read(value, into.*D::pointer, context);
  }
  static void write(const T& from, json::Writer& out) {
    const Type& value = from.*D::pointer;
    if constexpr (IsOptional<Type>::value) {
      if (!value) return;
    } else if constexpr (requires { value.empty(); }) {
      if (value.empty() && !required) return;
    } else if constexpr (std::is_same_v<Type, std::uint64_t>) {
      if (value == 0) return;
    }
    out.key(name);
    Codec<Type>::write(value, out);
  }
  static constexpr bool absent_allowed() {
    for (const std::string_view free : may_be_absent<T>) {
      if (free == name) return true;
    }
    return false;
  }
  static constexpr bool required = !IsOptional<Type>::value && !IsList<Type>::value && !absent_allowed();
  static constexpr Member<T> member{name, required, &read, &write, &Codec<Type>::shape};
};

template <class T, template <class...> class List, class... D>
constexpr std::array<Member<T>, sizeof...(D)> make_members(List<D...>) {
  return {Access<T, D>::member...};
}
template <class T>
inline constexpr auto members = make_members<T>(boost::describe::describe_members<T, boost::describe::mod_public>{});

/// Reads the members of an object; `other` is asked for keys that are none of them (true: it was its key). Members that are `known` already
/// may be left out.
template <class T, class Other>
bool read_members(json::Value value, T& into, Context& context, Other other,
                  std::span<const std::string_view> known = {}) {
  if (!value.is(json::Type::object)) return wrong_type(context, value, "object");
  bool ok = true;
  std::uint64_t seen = 0;
  std::size_t next = 0;  // keys mostly come in the order they are described in
  for (const json::Value child : value) {
    const std::string_view key = child.key();
    std::size_t i = next;
    while (i < members<T>.size() && members<T>[i].name != key) ++i;
    if (i == members<T>.size()) {
      i = 0;
      while (i < next && members<T>[i].name != key) ++i;
      if (i == next) i = members<T>.size();
    }
    context.enter(key);
    if (i < members<T>.size()) {
      next = i + 1;
      seen |= std::uint64_t{1} << i;
      const bool absent = child.is(json::Type::null) && !members<T>[i].required;
      if (!absent) ok &= members<T>[i].read(child, into, context);
    } else if (!other(child, ok)) {
      std::vector<std::string_view> names;
      for (const auto& member : members<T>) names.push_back(member.name);
      ok = context.fault("json.unknown_key", child,
                         {{"key", std::string(key.substr(0, 64))}, {"nearest", nearest(key, names).value_or("")}},
                         child.key_line());
    }
    context.leave();
  }
  for (std::size_t i = 0; i < members<T>.size(); ++i) {
    const bool may_lack = !members<T>[i].required || std::ranges::find(known, members<T>[i].name) != known.end();
    if (!may_lack && (seen >> i & 1) == 0) {
      ok = context.fault("json.missing_key", value, {{"key", std::string(members<T>[i].name)}});
    }
  }
  return ok;
}

template <class T>
void write_members(const T& from, json::Writer& out) {
  for (const auto& member : members<T>) member.write(from, out);
}

template <class T>
std::span<const Field> fields_of() {
  static const auto fields = [] {
    std::array<Field, members<T>.size()> out;
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = {members<T>[i].name, members<T>[i].required, &members<T>[i].shape()};
    return out;
  }();
  return fields;
}

template <Described T>
struct Codec<T> {
  static bool read(json::Value value, T& into, Context& context) {
    return read_members(value, into, context, [](json::Value, bool&) { return false; });
  }
  static void write(const T& from, json::Writer& out) {
    out.begin_object();
    write_members(from, out);
    out.end();
  }
  static const Shape& shape() {
    static const Shape made{.type = Shape::Type::object, .choices = {}, .fields = fields_of<T>()};
    return made;
  }
};

// --- enumerations

template <class E, template <class...> class List, class... D>
constexpr std::array<std::string_view, sizeof...(D)> names_of(List<D...>) {
  return {plain(D::name)...};
}
template <class E, template <class...> class List, class... D>
constexpr std::array<E, sizeof...(D)> values_of(List<D...>) {
  return {D::value...};
}
template <class E>
inline constexpr auto enum_names = names_of<E>(boost::describe::describe_enumerators<E>{});
template <class E>
constexpr bool dense() {  // the value is the index of the name
  constexpr auto values = values_of<E>(boost::describe::describe_enumerators<E>{});
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (static_cast<std::size_t>(values[i]) != i) return false;
  }
  return true;
}

bool read_choice(json::Value value, std::span<const std::string_view> names, std::size_t& index, Context& context);

template <class E>
  requires std::is_enum_v<E>
struct Codec<E> {
  static_assert(dense<E>());
  static bool read(json::Value value, E& into, Context& context) {
    std::size_t index = 0;
    if (!read_choice(value, enum_names<E>, index, context)) return false;
    into = static_cast<E>(index);
    return true;
  }
  static void write(const E& from, json::Writer& out) { out.text(enum_names<E>[static_cast<std::size_t>(from)]); }
  static const Shape& shape() {
    static const Shape made{.type = Shape::Type::choice, .choices = enum_names<E>, .fields = {}};
    return made;
  }
};

// --- single values

bool read_text(json::Value value, std::string& into, Context& context);
bool read_code(json::Value value, Code& into, Context& context);
void write_code(const Code& from, json::Writer& out);
bool read_whole(json::Value value, std::int64_t least, std::int64_t most, std::int64_t& into, Context& context);
bool read_number(json::Value value, std::int64_t least, std::int64_t most, int decimals, Decimal& into,
                 Context& context);
bool read_date(json::Value value, LocalDate& into, Context& context);
bool read_time(json::Value value, CivilTime& into, Context& context);
bool read_boolean(json::Value value, bool& into, Context& context);

template <Shape::Type Type>
const Shape& simple_shape(std::int64_t least = 0, std::int64_t most = 0, int decimals = 0) {
  static const Shape made{
      .type = Type, .least = least, .most = most, .decimals = decimals, .choices = {}, .fields = {}};
  return made;
}

template <>
struct Codec<bool> {
  static bool read(json::Value value, bool& into, Context& context) { return read_boolean(value, into, context); }
  static void write(bool from, json::Writer& out) { out.boolean(from); }
  static const Shape& shape() { return simple_shape<Shape::Type::boolean>(); }
};
template <>
struct Codec<std::string> {
  static bool read(json::Value value, std::string& into, Context& context) { return read_text(value, into, context); }
  static void write(const std::string& from, json::Writer& out) { out.text(from); }
  static const Shape& shape() { return simple_shape<Shape::Type::text>(1, longest_text); }
};
template <>
struct Codec<Code> {
  static bool read(json::Value value, Code& into, Context& context) { return read_code(value, into, context); }
  static void write(const Code& from, json::Writer& out) { write_code(from, out); }
  static const Shape& shape() { return simple_shape<Shape::Type::code>(); }
};
template <>
struct Codec<LocalDate> {
  static bool read(json::Value value, LocalDate& into, Context& context) { return read_date(value, into, context); }
  static void write(const LocalDate& from, json::Writer& out) { out.text(from.text()); }
  static const Shape& shape() { return simple_shape<Shape::Type::date>(); }
};
template <>
struct Codec<CivilTime> {
  static bool read(json::Value value, CivilTime& into, Context& context) { return read_time(value, into, context); }
  static void write(const CivilTime& from, json::Writer& out) { out.text(from.text()); }
  static const Shape& shape() { return simple_shape<Shape::Type::time>(); }
};
template <>
struct Codec<std::uint64_t> {  // the server's number of an entry
  static constexpr std::int64_t most = 9'007'199'254'740'991;
  static bool read(json::Value value, std::uint64_t& into, Context& context) {
    std::int64_t found = 0;
    if (!read_whole(value, 0, most, found, context)) return false;
    into = static_cast<std::uint64_t>(found);
    return true;
  }
  static void write(std::uint64_t from, json::Writer& out) { out.integer(static_cast<std::int64_t>(from)); }
  static const Shape& shape() {
    static const Shape made{.type = Shape::Type::whole, .least = 0, .most = most, .choices = {}, .fields = {}};
    return made;
  }
};
template <class Tag>
struct Codec<Id<Tag>> {
  static bool read(json::Value value, Id<Tag>& into, Context& context) {
    if (!value.is(json::Type::string)) return wrong_type(context, value, "text");
    const auto id = Id<Tag>::parse(value.text());
    if (!id || id->empty()) return context.fault("entry.not_an_id", value);
    into = *id;
    return true;
  }
  static void write(const Id<Tag>& from, json::Writer& out) { out.text(from.text()); }
  static const Shape& shape() {
    if constexpr (std::is_same_v<Id<Tag>, EntryId>)
      return simple_shape<Shape::Type::entry_id>();
    else if constexpr (std::is_same_v<Id<Tag>, PersonId>)
      return simple_shape<Shape::Type::person_id>();
    else
      return simple_shape<Shape::Type::journal_id>();
  }
};
template <std::int64_t Least, std::int64_t Most>
struct Codec<Whole<Least, Most>> {
  static bool read(json::Value value, Whole<Least, Most>& into, Context& context) {
    return read_whole(value, Least, Most, into.value, context);
  }
  static void write(const Whole<Least, Most>& from, json::Writer& out) { out.integer(from.value); }
  static const Shape& shape() {
    static const Shape made{.type = Shape::Type::whole, .least = Least, .most = Most, .choices = {}, .fields = {}};
    return made;
  }
};
template <std::int64_t Least, std::int64_t Most, int Decimals>
struct Codec<Number<Least, Most, Decimals>> {
  static bool read(json::Value value, Number<Least, Most, Decimals>& into, Context& context) {
    return read_number(value, Least, Most, Decimals, into.value, context);
  }
  static void write(const Number<Least, Most, Decimals>& from, json::Writer& out) { out.decimal(from.value); }
  static const Shape& shape() {
    static const Shape made{
        .type = Shape::Type::number, .least = Least, .most = Most, .decimals = Decimals, .choices = {}, .fields = {}};
    return made;
  }
};

// --- optional values and lists

template <class T>
struct Codec<std::optional<T>> {
  static bool read(json::Value value, std::optional<T>& into, Context& context) {
    return Codec<T>::read(value, into.emplace(), context);
  }
  static void write(const std::optional<T>& from, json::Writer& out) {
    if (from) Codec<T>::write(*from, out);
  }
  static const Shape& shape() { return Codec<T>::shape(); }
};
template <class T>
struct Codec<std::vector<T>> {
  static bool read(json::Value value, std::vector<T>& into, Context& context) {
    if (!value.is(json::Type::array)) return wrong_type(context, value, "list");
    if (value.size() > most_items)
      return context.fault("json.too_many_items", value, {{"most", std::to_string(most_items)}});
    into.reserve(value.size());
    bool ok = true;
    for (const json::Value item : value) {
      context.enter(into.size());
      ok &= Codec<T>::read(item, into.emplace_back(), context);
      context.leave();
    }
    return ok;
  }
  static void write(const std::vector<T>& from, json::Writer& out) {
    out.begin_array();
    for (const T& item : from) Codec<T>::write(item, out);
    out.end();
  }
  static const Shape& shape() {
    static const Shape made{
        .type = Shape::Type::list, .most = most_items, .choices = {}, .item = &Codec<T>::shape(), .fields = {}};
    return made;
  }
};

}  // namespace koers::dossier::detail
