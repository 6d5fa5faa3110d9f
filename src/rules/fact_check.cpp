#include <algorithm>

#include "base/text.h"
#include "rules/fact.h"

namespace koers::rules {
namespace {

template <class List>
std::string nearest_of(std::string_view word, const List& list) {
  std::vector<std::string_view> names;
  for (const auto& item : list) names.push_back(item.name);
  return nearest(word, names).value_or("");
}

class Checker {
 public:
  Checker(const Fact& fact, const Vocabulary& vocabulary, const Place& place)
      : fact_(fact), vocabulary_(vocabulary), place_(place) {}

  Errors check() {
    selector(fact_.of, takes_field());
    if (fact_.other) selector(*fact_.other, false);
    if (fact_.window.type == Window::Type::since) selector(fact_.window.since, false);
    if (fact_.aggregate == Aggregate::share && fact_.other && fact_.other->kind != fact_.of.kind) {
      refuse("rule.fact.share_kinds", {{"part", fact_.of.kind}, {"whole", fact_.other->kind}});
    }
    return std::move(faults_);
  }

 private:
  bool takes_field() const {
    switch (fact_.aggregate) {
      case Aggregate::distinct:
      case Aggregate::sum:
      case Aggregate::mean:
      case Aggregate::first:
      case Aggregate::last: return true;
      default: return false;
    }
  }

  void selector(const Selector& s, bool needs_field) {
    const KindName* kind = vocabulary_.find(s.kind);
    if (kind == nullptr) {
      refuse("rule.fact.unknown_kind", {{"found", s.kind}, {"nearest", nearest_of(s.kind, vocabulary_.kinds)}});
      return;
    }
    const std::string aggregate(name(fact_.aggregate));
    const bool may_have_field = needs_field || fact_.aggregate == Aggregate::per_week;
    if (needs_field && s.field.empty()) refuse("rule.fact.needs_field", {{"aggregate", aggregate}, {"kind", s.kind}});
    if (!may_have_field && !s.field.empty()) refuse("rule.fact.takes_no_field", {{"aggregate", aggregate}});
    if (!s.field.empty()) {
      const FieldName* found = field(*kind, s.field);
      const bool wants_number = fact_.aggregate == Aggregate::sum || fact_.aggregate == Aggregate::mean ||
                                fact_.aggregate == Aggregate::per_week;
      if (found != nullptr && wants_number && found->type != FieldType::number) {
        refuse("rule.fact.needs_number", {{"aggregate", aggregate}, {"kind", s.kind}, {"field", s.field}});
      }
    }
    for (const Filter& f : s.filters) filter(*kind, f);
  }

  void filter(const KindName& kind, const Filter& f) {
    const FieldName* found = field(kind, f.field);
    if (found == nullptr) return;
    if (found->type == FieldType::date) {
      refuse("rule.fact.date_filter", {{"kind", kind.name}, {"field", f.field}});
      return;
    }
    for (const std::string& code : f.codes) {
      if (found->type == FieldType::number) {
        if (!Decimal::parse(code)) refuse("rule.not_a_number", {{"found", code}});
      } else if (!found->codes.empty() && std::ranges::find(found->codes, code) == found->codes.end()) {
        const std::vector<std::string_view> codes(found->codes.begin(), found->codes.end());
        refuse("rule.fact.unknown_code", {{"kind", kind.name},
                                          {"field", f.field},
                                          {"found", code},
                                          {"nearest", nearest(code, codes).value_or("")},
                                          {"allowed", join(found->codes, ", ")}});
      }
    }
  }

  const FieldName* field(const KindName& kind, const std::string& wanted) {
    const FieldName* found = kind.find(wanted);
    if (found == nullptr) {
      refuse("rule.fact.unknown_field",
             {{"kind", kind.name}, {"found", wanted}, {"nearest", nearest_of(wanted, kind.fields)}});
    }
    return found;
  }

  void refuse(std::string code, Message::Args args) {
    faults_.push_back(error(std::move(code), std::move(args), place_));
  }

  const Fact& fact_;
  const Vocabulary& vocabulary_;
  const Place& place_;
  Errors faults_;
};

}  // namespace

Result result_of(const Fact& fact, const Vocabulary& vocabulary) {
  switch (fact.aggregate) {
    case Aggregate::exists: return Result::truth;
    case Aggregate::first:
    case Aggregate::last: break;
    default: return Result::number;
  }
  const KindName* kind = vocabulary.find(fact.of.kind);
  const FieldName* field = kind == nullptr ? nullptr : kind->find(fact.of.field);
  if (field == nullptr || field->type == FieldType::code) return Result::code;
  return field->type == FieldType::number ? Result::number : Result::date;
}

Errors check(const Fact& fact, const Vocabulary& vocabulary, const Place& place) {
  return Checker(fact, vocabulary, place).check();
}

}  // namespace koers::rules
