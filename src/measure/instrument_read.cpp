#include <algorithm>

#include "measure/instrument_reader.h"

namespace koers::measure {
namespace {

constexpr std::array<std::string_view, 2> classes{"own", "frame"};
constexpr std::array<std::string_view, 2> directions{"lower", "higher"};
constexpr std::array<std::string_view, 3> permissions{"yes", "no", "ask"};

}  // namespace

Errors InstrumentReader::read(Cursor c) {
  if (fills_) {
    std::string filled;
    take(c.text("fills"), filled);
    object(c, "licence", [this](Cursor& l) { licensee(l); });
    for (const InstrumentItem& item : out_.items) {
      item_at_.emplace(item.code, static_cast<std::uint16_t>(item_at_.size()));
    }
    framed_ = out_.items.size();
  } else {
    head(c);
  }
  answer_sets(c);
  items(c);
  most_missing(c);
  prompts(c);
  sourced_scales_ = list_source(c, "scales_source");
  recodes(c);
  scales(c);
  norms(c);
  reliability(c);
  cutoffs(c);
  if (!fills_) {
    replaces(c);
    slots(c);
  }
  add(c.unread());
  return std::move(faults_);
}

void InstrumentReader::head(Cursor& c) {
  std::size_t found = 0;
  if (take(c.one_of("class", classes), found)) out_.kind = static_cast<InstrumentClass>(found);
  code(c, "instrument", out_.code);
  if (has(c, "version")) code(c, "version", out_.version);
  texts(c, "name", out_.name, true);
  take(c.text("holder", 500), out_.holder);
  object(c, "licence", [this](Cursor& l) { licence(l); });
  object(c, "better", [this](Cursor& b) {
    std::size_t direction = 0;
    if (take(b.one_of("value", directions), direction)) out_.better = static_cast<Direction>(direction);
    source(b);
  });
  if (has(c, "informants")) {
    object(c, "informants", [this](Cursor& i) {
      informants(i, "codes", out_.informants);
      source(i);
    });
  }
  if (has(c, "forms")) forms(c);
  if (has(c, "slots")) take(c.texts("slots"), out_.slots);
}

void InstrumentReader::licence(Cursor& l) {
  Licence& to = out_.licence;
  take(l.text("text", 2000), to.text);
  to.source = source(l);
  if (has(l, "url")) take(l.text("url", 500), to.url);
  if (has(l, "checked")) {
    LocalDate day;
    if (take(l.date("checked"), day)) to.checked = day;
  }
  for (const auto& [key, field] : {std::pair{"may_modify", &to.may_modify}, {"may_score", &to.may_score}}) {
    std::size_t permission = 0;
    if (has(l, key) && take(l.one_of(key, permissions), permission)) *field = permissions[permission];
  }
  if (has(l, "languages")) take(l.texts("languages"), to.languages);
}

void InstrumentReader::licensee(Cursor& l) {
  Licence& to = out_.licence;
  take(l.text("licensee", 500), to.licensee);
  take(l.text("contract", 500), to.contract);
  take(l.text("approved_by", 500), to.approved_by);
  LocalDate from, until;
  const bool dated = both({take(l.date("from"), from), take(l.date("until"), until)});
  if (dated && until < from) fault("instrument.licence_backwards", {}, l.place("until"));
  to.from = from;
  to.until = until;
}

void InstrumentReader::forms(Cursor& c) {
  Codes seen;
  each(c, "forms", [&](Cursor& f) {
    InstrumentForm form;
    if (code(f, "code", form.code)) once(seen, form.code, "forms", f.place("code"));
    for (const auto& [key, to, least, most] : {std::tuple{"items", &form.items, 1, 1000},
                                               {"least_age", &form.least_age, 0, 120},
                                               {"most_age", &form.most_age, 0, 120}}) {
      std::int64_t number = 0;
      if (has(f, key) && take(f.integer(key, least, most), number)) *to = number;
    }
    if (form.least_age && form.most_age && *form.least_age > *form.most_age)
      fault("instrument.range_backwards", {}, f.place("most_age"));
    if (has(f, "informants")) informants(f, "informants", form.informants);
    source(f);
    out_.forms.push_back(std::move(form));
  });
}

void InstrumentReader::replaces(Cursor& c) {
  if (!has(c, "replaces")) return;
  Codes versions{out_.version};
  each(c, "replaces", [&](Cursor& r) {
    VersionMap earlier;
    if (code(r, "version", earlier.version)) once(versions, earlier.version, "replaces", r.place("version"));
    if (has(r, "items")) {
      Codes seen;
      map(r, "items", [&](Cursor& m, json::Value to) {
        const std::string old(to.key().substr(0, 64));
        const std::string now = to.is(json::Type::number) ? to.number().text() : std::string(to.text());
        const Place place = m.place_of(to, to.key());
        if (!is_code(old, "items", place) || !is_code(now, "items", place)) return;
        once(seen, now, "replaces", place);
        if (!item_at_.contains(now) && items_sound_) fault("instrument.unknown_item", {{"code", now}}, place);
        earlier.items.emplace_back(old, now);
      });
    }
    if (has(r, "answers")) {
      map(r, "answers", [&](Cursor& m, json::Value to) {
        Decimal old, now;
        if (both({key_number(to, m, old), number(m, to.key(), now)})) earlier.answers.emplace_back(old, now);
      });
    }
    source(r);
    out_.replaces.push_back(std::move(earlier));
  });
}

void InstrumentReader::slots(Cursor& c) {
  if (!has(c, "slots")) return;
  if (own()) return fault("instrument.own_without_slots", {}, c.place("slots"));
  Codes seen;
  for (const std::string& slot : out_.slots) {
    const Message::Args args{{"slot", slot.substr(0, 64)}};
    once(seen, slot, "slots", c.place("slots"));
    if (std::ranges::find(measure::slots(), slot) == measure::slots().end()) {
      fault("instrument.unknown_slot", args, c.place("slots"));
    } else if (out_.filled(slot)) {
      fault("instrument.known_and_slot", args, c.place("slots"));
    }
  }
}

Checked<Instrument> read_instrument(json::Value root, const std::string& file) {
  Instrument out;
  Errors faults = InstrumentReader(out, false).read(json::Cursor(root, file));
  if (!faults.empty()) return fail(std::move(faults));
  return out;
}

}  // namespace koers::measure
