// Every code a page or picture can show has words in both languages: the closed lists, the open ones as far as they are known, and
// those of the shipped methods.
#include <array>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "cli/course_words.h"
#include "cli/speak.h"
#include "dossier/codes.h"
#include "dossier/kinds_described.h"
#include "dossier/kinds_page.h"
#include "dossier/names.h"
#include "tests/cli/course_fixture.h"

namespace koers::cli_test {
namespace {

constexpr std::array kLanguages{Language::nl, Language::en};

template <class E, template <class...> class L, class... D>
std::vector<std::string> codes_of(L<D...>) {
  return {std::string(dossier::code(static_cast<E>(D::value)))...};
}
template <class E>
std::vector<std::string> codes() {
  return codes_of<E>(boost::describe::describe_enumerators<E>{});
}

/// `keys`: one text per code. `selects`: one text that chooses by the argument; two codes with one answer fell to its "other".
void have_words(const std::vector<std::string>& list, const std::vector<std::string>& keys,
                const std::vector<std::pair<std::string, std::string>>& selects) {
  ASSERT_GE(list.size(), 3U);
  for (const Language language : kLanguages) {
    const exchange::Messages& messages = cli::messages(language);
    for (const std::string& prefix : keys) {
      for (const std::string& code : list)
        EXPECT_TRUE(messages.has(prefix + code)) << koers::code(language) << " " << prefix << code;
    }
    for (const auto& [key, argument] : selects) {
      std::set<std::string> said;
      for (const std::string& code : list) {
        const std::string text = messages.text(key, {{argument, code}});
        EXPECT_NE(text, key);
        EXPECT_TRUE(said.insert(text).second)
            << koers::code(language) << " " << key << " has no words of its own for " << code;
      }
    }
  }
}

TEST(CodeWords, EveryClosedListHasThemInBothLanguages) {
  have_words(codes<dossier::Role>(), {"course_line.role.", "course_line.numbered."}, {{"course.role", "role"}});
  have_words(codes<dossier::Moment>(), {}, {{"course.moment", "moment"}});
  have_words(codes<dossier::State>(), {}, {{"course.goals.state", "state"}});
  have_words(codes<dossier::Place>(), {}, {{"course.place.lives", "place"}});
  have_words(codes<dossier::MeasurementState>(), {"course.forms."}, {});
  have_words(codes<dossier::Band>(), {"course_line.band."}, {{"course.band", "band"}});
  have_words(codes<dossier::SafetyType>(), {"course_line.safety."}, {});
  have_words(codes<dossier::Judgement>(), {}, {{"course.safety.judged", "judgement"}});
  have_words(codes<dossier::With>(), {"course_line.with."}, {});
  have_words(codes<dossier::Topic>(), {"course_line.discussed."}, {});
  have_words(codes<dossier::PlanType>(), {"course_line.plan."}, {});
  have_words(codes<dossier::Click>(), {"course_line.alliance."}, {});
}

/// The words between backticks of what docs/kinds.md says of a member.
std::set<std::string> told(dossier::Kind kind, std::string_view member) {
  std::set<std::string> out;
  const auto parts = split(dossier::note(kind, member), '`');
  for (std::size_t i = 1; i < parts.size(); i += 2) out.emplace(parts[i]);
  return out;
}

TEST(CodeWords, TheOpenListsHaveThoseThePageOfKindsNames) {
  using dossier::Kind;
  for (const auto& [kind, list] : {std::pair(Kind::contact, "reason"), std::pair(Kind::decision, "element")}) {
    const std::set<std::string> codes = told(kind, list);
    EXPECT_GE(codes.size(), 5U) << list;
    for (const Language language : kLanguages) {
      const std::string prefix = std::string("course.") + list + ".";
      std::set<std::string> worded;
      for (const std::string& key : cli::messages(language).keys()) {
        if (key.starts_with(prefix)) worded.insert(key.substr(prefix.size()));
      }
      EXPECT_EQ(worded, codes) << koers::code(language) << " " << list;
    }
  }
}

TEST(CodeWords, EveryCodeOfAShippedMethodHasAName) {
  for (const char* id : {"iag-2013", "iag-2019", "iog-2019"}) {
    const method::Method* m = iag().find(id);
    ASSERT_NE(m, nullptr) << id;
    std::size_t named = 0;
    const auto both = [&](const auto& items) {
      for (const auto& item : items) {
        EXPECT_FALSE(item.names.nl.empty() || item.names.en.empty()) << id << " " << item.code;
        ++named;
      }
    };
    both(m->phases);
    both(m->techniques);
    both(m->technique_groups);
    both(m->characteristics);
    both(m->eligibility);
    both(m->contra_indications);
    both(m->closing_reasons);
    both(m->referrers);
    both(m->themes);
    both(m->roles);
    both(m->deadlines);
    both(m->fidelity);
    if (m->goals) both(m->goals->domains);
    EXPECT_GE(named, 4U) << id;
    for (const auto& tailoring : m->tailoring) {
      for (const std::string& code : tailoring.may) {
        const bool of_method = dossier::method_name(m, {code, false}) != nullptr;
        for (const Language language : kLanguages)
          EXPECT_TRUE(of_method || cli::messages(language).has("course.may." + code)) << id << " " << code;
      }
    }
  }
  for (const method::Setting& setting : iag().settings().settings)
    EXPECT_FALSE(setting.names.nl.empty() || setting.names.en.empty()) << setting.code;
}

/// A code that nobody knows would show as its letters: the shipped cases use none.
TEST(CodeWords, TheCasesUseNoCodeWithoutWords) {
  std::size_t seen = 0;
  const auto known = [&](const std::string& file, const char* list, const dossier::Code& code) {
    if (code.free || code.empty()) return;
    ++seen;
    const bool of_method = dossier::method_name(iag().find("iag-2019"), code) != nullptr;
    EXPECT_TRUE(of_method || cli::messages(Language::nl).has(std::string("course.") + list + "." + code.text))
        << file << ": " << list << " " << code.text;
  };
  const auto read = [&](const Fixture& fixture) {
    for (const dossier::Entry& entry : fixture.journal.entries) {
      if (const auto* c = std::get_if<dossier::Contact>(&entry.body); c != nullptr && c->reason)
        known(fixture.file, "reason", *c->reason);
      if (const auto* m = std::get_if<dossier::Measurement>(&entry.body); m != nullptr && m->reason)
        known(fixture.file, "reason", *m->reason);
      if (const auto* d = std::get_if<dossier::Decision>(&entry.body)) known(fixture.file, "element", d->element);
    }
  };
  for (const Fixture& fixture : fixtures()) read(fixture);
  for (const char* name : {"smooth", "lvb", "threat", "return"})
    read(read_fixture(std::string("examples/cases/") + name + ".case"));
  EXPECT_GE(seen, 15U);
}

TEST(CodeWords, AFreeEntryStaysAsItWasWritten) {
  const auto listed = [](std::string_view, std::string_view) { return std::string("de lijst"); };
  EXPECT_EQ(dossier::name_of(nullptr, "reason", {"the_dog ate it", true}, Language::nl, listed), "the_dog ate it");
  EXPECT_EQ(dossier::name_of(nullptr, "reason", {"not_at_home", false}, Language::nl, listed), "de lijst");
  EXPECT_EQ(dossier::name_of(nullptr, "reason", {"not_listed", false}, Language::nl, {}), "not listed");
  const method::Method* m = iag().find("iag-2019");
  EXPECT_EQ(dossier::name_of(m, "element", {"family_meeting", false}, Language::nl, listed), "Gezinsoverleg");
}

}  // namespace
}  // namespace koers::cli_test
