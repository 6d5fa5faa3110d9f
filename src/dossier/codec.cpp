#include "dossier/codec.h"

#include <array>
#include <span>

#include "dossier/codec_detail.h"

namespace koers::dossier {
namespace detail {

bool Context::fault(std::string_view code, json::Value at, Message::Args args, std::uint32_t line) {
  std::string pointer;
  for (const Step& step : steps_) {
    pointer += '/';
    if (step.key.empty()) {
      pointer += std::to_string(step.index);
      continue;
    }
    for (const char c : step.key.substr(0, 64)) {
      if (c == '~')
        pointer += "~0";
      else if (c == '/')
        pointer += "~1";
      else
        pointer += c;
    }
  }
  faults_.push_back(
      error(std::string(code), std::move(args), {file_, line == 0 ? at.line() : line, 0, std::move(pointer)}));
  return false;
}

bool wrong_type(Context& context, json::Value value, std::string_view wanted) {
  static constexpr std::array<std::string_view, 6> names{"null", "boolean", "number", "text", "list", "object"};
  return context.fault("json.wrong_type", value,
                       {{"key", std::string(value.key().substr(0, 64))},
                        {"wanted", std::string(wanted)},
                        {"found", std::string(names[static_cast<std::size_t>(value.type())])}});
}

namespace {
Message::Args key_of(json::Value value) { return {{"key", std::string(value.key().substr(0, 64))}}; }
}  // namespace

bool is_code(std::string_view text) {
  if (text.empty() || text.size() > 64) return false;
  for (const char c : text) {
    if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_') return false;
  }
  return true;
}

bool read_choice(json::Value value, std::span<const std::string_view> names, std::size_t& index, Context& context) {
  if (!value.is(json::Type::string)) return wrong_type(context, value, "text");
  for (index = 0; index < names.size(); ++index) {
    if (names[index] == value.text()) return true;
  }
  const std::vector<std::string> all(names.begin(), names.end());
  return context.fault("json.not_one_of", value,
                       {{"key", std::string(value.key().substr(0, 64))},
                        {"allowed", join(all, ", ")},
                        {"nearest", nearest(value.text().substr(0, 64), names).value_or("")}});
}

bool read_text(json::Value value, std::string& into, Context& context) {
  if (!value.is(json::Type::string)) return wrong_type(context, value, "text");
  if (trim(value.text()).empty()) return context.fault("json.empty_text", value, key_of(value));
  if (value.text().size() > longest_text) {
    return context.fault("json.text_too_long", value,
                         {{"key", std::string(value.key().substr(0, 64))}, {"most", std::to_string(longest_text)}});
  }
  into = value.text();
  return true;
}

bool read_code(json::Value value, Code& into, Context& context) {
  if (value.is(json::Type::string)) {
    if (!is_code(value.text())) return context.fault("entry.not_a_code", value, key_of(value));
    into = {std::string(value.text()), false};
    return true;
  }
  if (!value.is(json::Type::object)) return wrong_type(context, value, "text");
  const auto text = value.find("free");
  if (!text || value.size() != 1 || !text->is(json::Type::string))
    return context.fault("entry.not_a_code", value, key_of(value));
  if (trim(text->text()).empty()) return context.fault("json.empty_text", *text, key_of(*text));
  if (text->text().size() > 200) return context.fault("json.text_too_long", *text, {{"key", "free"}, {"most", "200"}});
  into = {std::string(text->text()), true};
  return true;
}

void write_code(const Code& from, json::Writer& out) {
  if (!from.free) {
    out.text(from.text);
    return;
  }
  out.begin_object().key("free").text(from.text).end();
}

bool read_whole(json::Value value, std::int64_t least, std::int64_t most, std::int64_t& into, Context& context) {
  if (!value.is(json::Type::number)) return wrong_type(context, value, "number");
  if (value.number().decimals != 0) return context.fault("json.not_whole", value, key_of(value));
  into = value.number().scaled;
  if (into >= least && into <= most) return true;
  return context.fault("json.out_of_range", value,
                       {{"key", std::string(value.key().substr(0, 64))},
                        {"least", std::to_string(least)},
                        {"most", std::to_string(most)}});
}

bool read_number(json::Value value, std::int64_t least, std::int64_t most, int decimals, Decimal& into,
                 Context& context) {
  if (!value.is(json::Type::number)) return wrong_type(context, value, "number");
  into = value.number();
  if (into.decimals > decimals) {
    return context.fault("entry.too_many_decimals", value,
                         {{"key", std::string(value.key().substr(0, 64))}, {"most", std::to_string(decimals)}});
  }
  if (compare(into, {least, 0}) >= 0 && compare(into, {most, 0}) <= 0) return true;
  return context.fault("json.out_of_range", value,
                       {{"key", std::string(value.key().substr(0, 64))},
                        {"least", std::to_string(least)},
                        {"most", std::to_string(most)}});
}

namespace {

// A year far off is a slip of the pen; taken as it stands it would stretch a treatment over centuries.
constexpr LocalDate first_day{-25567};  // 1900-01-01
constexpr LocalDate last_day{84005};    // 2199-12-31

bool sensible(LocalDate day, json::Value value, Context& context) {
  if (first_day <= day && day <= last_day) return true;
  return context.fault("entry.year_far_off", value, key_of(value));
}

}  // namespace

bool read_date(json::Value value, LocalDate& into, Context& context) {
  if (!value.is(json::Type::string)) return wrong_type(context, value, "text");
  const auto date = LocalDate::parse(value.text());
  if (!date) return context.fault("json.not_a_date", value, key_of(value));
  if (!sensible(*date, value, context)) return false;
  into = *date;
  return true;
}

bool read_time(json::Value value, CivilTime& into, Context& context) {
  if (!value.is(json::Type::string)) return wrong_type(context, value, "text");
  const auto time = CivilTime::parse(value.text());
  if (!time) return context.fault("json.not_a_time", value, key_of(value));
  if (!sensible(time->date, value, context)) return false;
  into = *time;
  return true;
}

bool read_boolean(json::Value value, bool& into, Context& context) {
  if (!value.is(json::Type::boolean)) return wrong_type(context, value, "boolean");
  into = value.boolean();
  return true;
}

namespace {

using ReadBody = bool (*)(json::Value, Body&, Context&);
template <std::size_t... I>
constexpr std::array<ReadBody, kind_count> readers(std::index_sequence<I...>) {
  return {[](json::Value value, Body& into, Context& context) {
    return Codec<std::variant_alternative_t<I, Body>>::read(value, into.template emplace<I>(), context);
  }...};
}
constexpr auto read_body = readers(std::make_index_sequence<kind_count>());

using ShapeOf = const Shape& (*)();
template <std::size_t... I>
constexpr std::array<ShapeOf, kind_count> shapes(std::index_sequence<I...>) {
  return {&Codec<std::variant_alternative_t<I, Body>>::shape...};
}
constexpr auto body_shapes = shapes(std::make_index_sequence<kind_count>());

constexpr auto kind_names = enum_names<Kind>;

}  // namespace
}  // namespace detail

Code code_or_words(std::string_view text) { return {std::string(text), !detail::is_code(text)}; }

std::string_view kind_name(Kind kind) { return detail::kind_names[static_cast<std::size_t>(kind)]; }

std::optional<Kind> kind_named(std::string_view name) {
  for (std::size_t i = 0; i < kind_count; ++i) {
    if (detail::kind_names[i] == name) return static_cast<Kind>(i);
  }
  return {};
}

const Shape& shape_of(Kind kind) { return detail::body_shapes[static_cast<std::size_t>(kind)](); }
const Shape& envelope_shape() { return detail::Codec<Entry>::shape(); }

namespace {

struct DayPair {
  LocalDate first, last;
  std::string_view last_key;
};

/// Two days of one body that cannot both be.
std::optional<DayPair> ends_before_it_begins(const Body& body) {
  const auto pair = [](std::optional<LocalDate> first, std::optional<LocalDate> last,
                       std::string_view key) -> std::optional<DayPair> {
    if (!first || !last || *last >= *first) return {};
    return DayPair{*first, *last, key};
  };
  return std::visit(
      [&](const auto& b) -> std::optional<DayPair> {
        using B = std::decay_t<decltype(b)>;
        if constexpr (std::is_same_v<B, Pause>) return pair(b.from, b.until, "until");
        if constexpr (std::is_same_v<B, Person>) return pair(b.birth, b.left, "left");
        if constexpr (requires { pair(b.since, b.until, ""); }) return pair(b.since, b.until, "until");
        return {};
      },
      body);
}

}  // namespace

Checked<Entry> decode_entry(json::Value value, const std::string& file, const JournalId& journal) {
  return decode_entry(value, file, journal, nullptr);
}

Checked<Entry> decode_entry(json::Value value, const std::string& file, const JournalId& journal,
                            const WrittenBy* writer) {
  constexpr std::array<std::string_view, 3> of_the_writer{"author", "role", "written"};
  Errors faults;
  detail::Context context(file, faults);
  Entry entry;
  entry.journal = journal;
  if (writer != nullptr) {
    entry.author = writer->author;
    entry.role = writer->role;
  }
  std::optional<json::Value> body;
  std::optional<Kind> kind;
  bool kind_given = false;
  detail::read_members(
      value, entry, context,
      [&](json::Value child, bool& ok) {
        if (child.key() == "body") {
          body = child;
          return true;
        }
        if (child.key() != "kind") return false;
        kind_given = true;
        kind = kind_named(child.text());
        if (!kind) {
          ok = context.fault("entry.unknown_kind", child,
                             {{"kind", std::string(child.text().substr(0, 64))},
                              {"nearest", nearest(child.text().substr(0, 64), detail::kind_names).value_or("")}});
        }
        return true;
      },
      writer == nullptr ? std::span<const std::string_view>() : std::span<const std::string_view>(of_the_writer));
  if (writer != nullptr && !value.find("written")) entry.written = entry.occurred;
  if (value.is(json::Type::object)) {
    if (!kind_given) context.fault("json.missing_key", value, {{"key", "kind"}});
    if (!body) context.fault("json.missing_key", value, {{"key", "body"}});
  }
  if (kind && body) {
    context.enter("body");
    detail::read_body[static_cast<std::size_t>(*kind)](*body, entry.body, context);
    if (const auto days = ends_before_it_begins(entry.body)) {
      const auto last = body->find(days->last_key);
      context.fault("entry.until_before_since", last ? *last : *body,
                    {{"since", days->first.text()}, {"until", days->last.text()}});
    }
    context.leave();
  }
  if (!faults.empty()) return fail(std::move(faults));
  return entry;
}

void encode_entry(const Entry& entry, json::Writer& out, const JournalId& journal) {
  out.begin_object();
  out.key("kind").text(kind_name(entry.kind()));
  for (const auto& member : detail::members<Entry>) {
    if (member.name != "journal" || entry.journal != journal) member.write(entry, out);
  }
  out.key("body");
  std::visit([&](const auto& body) { detail::Codec<std::remove_cvref_t<decltype(body)>>::write(body, out); },
             entry.body);
  out.end();
}

std::string entry_text(const Entry& entry) {
  json::Writer out;
  encode_entry(entry, out);
  return out.str();
}

}  // namespace koers::dossier
