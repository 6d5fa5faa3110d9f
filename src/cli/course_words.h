// The words of one case: codes of entries, method and rules as the reader's language names them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/figure.h"
#include "base/language.h"
#include "dossier/course.h"
#include "exchange/messages.h"
#include "rules/explain.h"

namespace koers::cli {

class CourseWords {
 public:
  /// All must outlive it.
  CourseWords(const dossier::Course& course, const exchange::Messages& messages, Language language);

  Language language() const { return language_; }
  std::string say(std::string_view key, const Message::Args& args = {}) const;
  bool has(std::string_view key) const { return messages_.has(key); }

  std::string date(LocalDate day) const;           ///< "5 jan 2026"
  std::string short_date(LocalDate day) const;     ///< "5 jan", with its year where that is not today's
  std::string number(const Decimal& value) const;
  const std::string& in(const rules::Text& text) const { return language_ == Language::nl ? text.nl : text.en; }

  std::string role(dossier::Role role) const;
  std::string kind(std::string_view kind) const;    ///< of entry, with a small letter: "bezoek of gesprek"
  std::string domain(const dossier::Code& code) const;
  std::string listed(std::string_view list,
                     std::string_view code) const;  ///< "course.LIST.CODE"; empty where there is none
  std::string code(std::string_view list, const dossier::Code& code) const;  ///< the method's name, else as listed
  /// The name the record has, else the role; for nobody known "iemand".
  std::string person(const std::optional<PersonId>& person, std::optional<dossier::Role> role = {}) const;
  std::string phase(std::string_view code) const;
  std::string instrument(std::string_view code) const;  ///< "CBCL"
  std::string entry(const dossier::Entry& entry) const;  ///< "gesprek, 5 jan"
  std::string expectation(const dossier::Expectation& item) const;

  /// With its unit; a figure without a value says why.
  std::string figure(const Figure& figure, std::optional<method::FidelityUnit> unit) const;

  // Rules, in sentences.
  std::string sentence(const rules::LeafAnswer& leaf) const;
  std::string fact(const rules::Leaf& leaf) const;
  std::vector<std::string> origins(const rules::LeafAnswer& leaf) const;
  std::vector<std::string> reasons(const rules::LeafAnswer& leaf) const;

 private:
  std::string term(const Message& message) const;
  std::string norm(const Message& message) const;
  std::string spoken(const rules::Phrase& phrase) const;

  const dossier::Course& course_;
  const exchange::Messages& messages_;
  Language language_;
};

}  // namespace koers::cli
