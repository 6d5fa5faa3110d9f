#include "exchange/outcome_norms.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "measure/norms.h"

namespace koers::exchange {
namespace {

using measure::ChangeFacts;
using measure::ChangeNorm;

/// One answer for somebody: a norm, or what is missing and why.
struct Found {
  std::optional<ChangeNorm> norm;
  std::string what, why;
  friend bool operator==(const Found& a, const Found& b) {
    if (a.norm.has_value() != b.norm.has_value()) return false;
    if (!a.norm) return a.what == b.what && a.why == b.why;
    const auto cutoff = [](const ChangeNorm& n) { return n.cutoff ? n.cutoff->text() : std::string(); };
    return a.norm->source == b.norm->source && compare(a.norm->sd, b.norm->sd) == 0 &&
           compare(a.norm->reliability, b.norm->reliability) == 0 && cutoff(*a.norm) == cutoff(*b.norm) &&
           a.norm->cutoff_is_clinical == b.norm->cutoff_is_clinical;
  }
};

/// Of one informant and form: what holds for which children.
struct Group {
  Found found;
  std::vector<bool> populations;
  friend bool operator==(const Group&, const Group&) = default;
};
using Groups = std::vector<Group>;

Found found_of(const ChangeFacts& facts, bool dutch) {
  Found out;
  if (!facts.reliability.value || !facts.sd.value) {
    const measure::SlotNumber& lacking = facts.reliability.value ? facts.sd : facts.reliability;
    out.what = facts.reliability.value ? "sd" : "reliability";
    out.why = std::string(name(lacking.why));
    return out;
  }
  ChangeNorm norm;
  norm.sd = *facts.sd.value;
  norm.reliability = *facts.reliability.value;
  norm.source = "s: " + facts.sd.source + "; r: " + facts.reliability.source;
  if (facts.cutoff.value) {
    norm.cutoff = facts.cutoff.value;
    norm.cutoff_is_clinical = facts.cutoff_is_clinical;
    norm.source += std::string(dutch ? "; afkappunt: " : "; cut-off: ") + facts.cutoff.source;
  }
  out.norm = std::move(norm);
  return out;
}

class Slots {
 public:
  Slots(const SlotQuestion& question, const report::ScoresInput& so_far) : q_(question), so_far_(so_far) {
    for (const std::string& text : q_.populations) {
      const std::size_t space = text.find(' ');
      measure::Respondent child;
      if (space > 0) child.girl = text.substr(0, space) == "girl";
      if (space + 1 < text.size()) child.age = Decimal::parse(text.substr(space + 1));
      children_.push_back(child);
    }
    if (children_.empty()) children_.emplace_back();
  }

  SlotNorms make() {
    for (std::uint16_t i = 0; i < q_.map.instruments.size(); ++i) {
      const MapInstrument& named = q_.map.instruments[i];
      const auto frame = named.frame.empty() ? std::nullopt : q_.frames(named.frame);
      if (!frame || frame->instrument == nullptr) continue;
      instrument(i, *frame->instrument, named);
    }
    return std::move(out_);
  }

 private:
  ChangeFacts facts(const measure::Instrument& in, const MapInstrument& named, std::size_t role, std::size_t form,
                    const measure::Respondent& child) const {
    measure::Respondent who = child;
    who.informant = informant(q_.roles[role]);
    who.form = q_.forms[form];
    return measure::change_facts(in, named.scale.empty() ? "total" : named.scale, who, named.norm);
  }

  std::optional<measure::Informant> informant(const std::string& label) const {
    for (const auto& [code, labels] : q_.map.who) {
      if (std::ranges::find(labels, label) != labels.end()) return measure::informant_named(code);
    }
    return measure::informant_named(label);
  }

  Groups groups(const measure::Instrument& in, const MapInstrument& named, std::size_t role, std::size_t form) const {
    Groups out;
    for (std::size_t child = 0; child < children_.size(); ++child) {
      Found found = found_of(facts(in, named, role, form, children_[child]), q_.dutch);
      auto known = std::ranges::find(out, found, &Group::found);
      if (known == out.end()) {
        out.push_back({std::move(found), std::vector<bool>(children_.size())});
        known = out.end() - 1;
      }
      known->populations[child] = true;
    }
    if (out.size() == 1) out.front().populations.clear();  // for all
    return out;
  }

  void instrument(std::uint16_t index, const measure::Instrument& in, const MapInstrument& named) {
    if (!in.validated()) {
      note("outcome.note.not_validated", index, {}, {}, {});
      return;
    }
    std::vector<std::vector<Groups>> of(q_.roles.size());
    bool roles_alike = true, forms_alike = true;
    for (std::size_t role = 0; role < q_.roles.size(); ++role) {
      for (std::size_t form = 0; form < q_.forms.size(); ++form) {
        of[role].push_back(groups(in, named, role, form));
        forms_alike = forms_alike && of[role][form] == of[role][0];
        roles_alike = roles_alike && of[role][form] == of[0][form];
      }
    }
    for (std::uint16_t role = 0; role < (roles_alike ? 1 : of.size()); ++role) {
      for (std::uint16_t form = 0; form < (forms_alike ? 1 : of[role].size()); ++form) {
        const auto one = [](bool alike, std::uint16_t code) { return alike ? std::nullopt : std::optional(code); };
        for (const Group& group : of[role][form]) add(index, one(roles_alike, role), one(forms_alike, form), group);
      }
    }
    differences(index, in, named);
  }

  void add(std::uint16_t index, std::optional<std::uint16_t> role, std::optional<std::uint16_t> form,
           const Group& group) {
    if (!group.found.norm) {
      // That nothing is loaded the table says already.
      if (group.found.why != "not_loaded")
        note("outcome.note.no_slot", index, role, form, {{"what", group.found.what}, {"why", group.found.why}});
      return;
    }
    const auto direction = so_far_.instruments[index].direction;
    auto rule = measure::ReliableChange::make(*group.found.norm, direction, q_.map.numbers.decimals);
    if (!rule) return;  // the reader of the file has refused such numbers
    report::NormFor norm{index, role, form, *group.found.norm, *rule, group.populations, {}, {}, {}};
    describe(norm);
    out_.norms.push_back(std::move(norm));
  }

  /// Sex and ages of the children it is for.
  void describe(report::NormFor& norm) const {
    bool girls = false, boys = false;
    std::optional<Decimal> least, most;
    for (std::size_t child = 0; child < norm.populations.size(); ++child) {
      if (!norm.populations[child]) continue;
      const measure::Respondent& who = children_[child];
      if (who.girl) (*who.girl ? girls : boys) = true;
      if (!who.age) continue;
      if (!least || compare(*who.age, *least) < 0) least = who.age;
      if (!most || compare(*who.age, *most) > 0) most = who.age;
    }
    if (girls != boys) norm.sex = girls ? "girl" : "boy";
    if (!least) return;
    norm.age_from = least->text();
    if (compare(*least, *most) != 0) norm.age_to = most->text();
  }

  /// Norms of the map that say something else than the file of the instrument.
  void differences(std::uint16_t index, const measure::Instrument& in, const MapInstrument& named) {
    for (const report::NormFor& given : so_far_.norms) {
      if (given.instrument != index) continue;
      for (const measure::Respondent& child : children_) {
        const ChangeFacts file = facts(in, named, given.role.value_or(0), given.form.value_or(0), child);
        const auto differs = [](const measure::SlotNumber& slot, const std::optional<Decimal>& number) {
          return slot.value && number && compare(*slot.value, *number) != 0;
        };
        std::string parts;
        const auto part = [&](const char* letter, const measure::SlotNumber& slot,
                              const std::optional<Decimal>& number) {
          if (!differs(slot, number)) return;
          parts += (parts.empty() ? "" : ", ") + std::string(letter) + " = " + slot.value->text();
        };
        part("s", file.sd, given.norm.sd);
        part("r", file.reliability, given.norm.reliability);
        part(q_.dutch ? "afkappunt" : "cut-off", file.cutoff, given.norm.cutoff);
        if (parts.empty()) continue;
        note("outcome.note.override", index, given.role, given.form, {{"file", parts}});
        break;
      }
    }
  }

  void note(const char* key, std::uint16_t index, std::optional<std::uint16_t> role, std::optional<std::uint16_t> form,
            Message::Args args) {
    std::string who = so_far_.instruments[index].name;
    if (role && !q_.roles[*role].empty()) who += ", " + q_.roles[*role];
    if (form && !q_.forms[*form].empty()) who += ", " + q_.forms[*form];
    args.emplace_back("who", who);
    out_.notes.push_back({key, std::move(args)});
  }

  const SlotQuestion& q_;
  const report::ScoresInput& so_far_;
  std::vector<measure::Respondent> children_;
  SlotNorms out_;
};

}  // namespace

SlotNorms slot_norms(const SlotQuestion& question, const report::ScoresInput& so_far) {
  return Slots(question, so_far).make();
}

std::string sex_labelled(const OutcomeMap& map, std::string_view label) {
  for (const char* sex : {"girl", "boy"}) {
    const auto labels = map.who.find(sex);
    if (label == sex || (labels != map.who.end() && std::ranges::find(labels->second, label) != labels->second.end()))
      return sex;
  }
  return {};
}

}  // namespace koers::exchange
