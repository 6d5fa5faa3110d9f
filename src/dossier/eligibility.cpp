#include "dossier/eligibility.h"

#include <algorithm>
#include <utility>

namespace koers::dossier {

namespace {

using rules::Truth;

struct Reader {
  rules::Evaluator& evaluator;
  const rules::Numbers& numbers;

  CriterionAnswer answer(const method::Item& item, const method::RuleSlot& rule) {
    CriterionAnswer out;
    out.item = &item;
    if (rule) out.why = evaluator.explain(*rule, numbers);
    return out;
  }
  std::vector<CriterionAnswer> answers(const std::vector<method::Criterion>& items) {
    std::vector<CriterionAnswer> out;
    out.reserve(items.size());
    for (const method::Criterion& item : items) {
      out.push_back(answer(item, item.rule));
      out.back().criterion = &item;
    }
    return out;
  }
};

bool has(const std::vector<CriterionAnswer>& answers, Truth truth) {
  return std::ranges::any_of(answers, [&](const CriterionAnswer& a) { return a.answer() == truth; });
}

}  // namespace

Suitability suitability(CaseDay& day) { return suitability(day.method(), day.evaluator(), day.numbers()); }

Suitability suitability(const method::Method& method, rules::Evaluator& evaluator, const rules::Numbers& numbers) {
  Suitability out;
  Reader reader{evaluator, numbers};
  out.criteria = reader.answers(method.eligibility);
  out.contra_indications = reader.answers(method.contra_indications);
  out.classifications = reader.answers(method.classifications);
  for (const method::Tailoring& item : method.tailoring) {
    out.tailoring.push_back(reader.answer(item, item.when));
    out.tailoring.back().tailoring = &item;
  }
  out.meets_criteria = has(out.criteria, Truth::no)        ? Truth::no
                       : has(out.criteria, Truth::unknown) ? Truth::unknown
                                                           : Truth::yes;
  out.contra_indicated = has(out.contra_indications, Truth::yes)       ? Truth::yes
                         : has(out.contra_indications, Truth::unknown) ? Truth::unknown
                                                                       : Truth::no;
  return out;
}

}  // namespace koers::dossier
