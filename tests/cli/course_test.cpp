// What is said of the cases in tests/course, held to the questions beside their entries.
#include <gtest/gtest.h>

#include "dossier/codes.h"
#include "tests/cli/course_fixture.h"

namespace koers::cli_test {
namespace {

using dossier::Course;

std::string signal_state(const Course& course, const std::string& code, bool since, bool until) {
  if (!course.signals) return "no signals";
  for (const dossier::Signal& signal : course.signals->raised) {
    if (signal.def->code != code) continue;
    std::string out = signal.state == dossier::Signal::State::acted ? "acted" : "open";
    if (since) out += " since " + signal.since.text();
    if (until) out += " until " + (signal.until ? signal.until->text() : "-");
    return out;
  }
  return "no";
}

std::string_view name(dossier::Verdict verdict) {
  constexpr std::array<std::string_view, 4> names{"met", "not_met", "not_yet", "no_norm"};
  return names[static_cast<std::size_t>(verdict)];
}

std::string fidelity(const Course& course, const std::string& code, bool figure) {
  for (const dossier::FidelityAnswer& answer : course.fidelity) {
    if (answer.rule->code != code) continue;
    std::string out(name(answer.verdict));
    if (figure) out += " " + (answer.figure.value ? answer.figure.value->text() : answer.figure.missing.key);
    return out;
  }
  return "no such rule";
}

std::string expected(const Course& course, const std::string& code, const std::string& informant) {
  if (!course.day) return "no case";
  for (const dossier::Expectation& item : course.day->expected()) {
    if (item.code != code) continue;
    if (!informant.empty() && (!item.informant || dossier::code(*item.informant) != informant)) continue;
    return std::string(dossier::name(item.state));
  }
  return "no";
}

std::string eligible(const Course& course, const std::string& code) {
  if (!course.suitability) return "no case";
  const dossier::Suitability& s = *course.suitability;
  for (const auto* list : {&s.criteria, &s.contra_indications, &s.tailoring, &s.classifications}) {
    for (const dossier::CriterionAnswer& answer : *list) {
      if (answer.item->code != code) continue;
      return answer.answer() == rules::Truth::yes ? "yes" : answer.answer() == rules::Truth::no ? "no" : "unknown";
    }
  }
  return "no such criterion";
}

std::string joined(const std::vector<std::string>& words, std::size_t from) {
  std::string out;
  for (std::size_t i = from; i < words.size(); ++i) out += (i > from ? " " : "") + words[i];
  return out;
}

bool holds(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

std::string answer(const Course& course, const std::vector<std::string>& words, std::string& wanted) {
  if (words[0] == "next") {
    wanted = joined(words, 1);
    return course.signals && course.signals->next ? course.signals->next->text() : "-";
  }
  if (words[0] == "fidelity" && words.size() > 2) {
    wanted = joined(words, 2);
    return fidelity(course, words[1], words.size() > 3);
  }
  if (words[0] == "expected" && words.size() > 2) {
    wanted = words.back();
    return expected(course, words[1], words.size() > 3 ? words[2] : "");
  }
  if (words[0] == "eligible" && words.size() > 2) {
    wanted = words[2];
    return eligible(course, words[1]);
  }
  wanted = joined(words, 1);
  return signal_state(course, words[0], holds(words, "since"), holds(words, "until"));
}

TEST(Course, SaysOfEachCaseWhatStandsBesideIt) {
  ASSERT_FALSE(fixtures().empty());
  for (const Fixture& fixture : fixtures()) {
    EXPECT_EQ(fixture.fault, "");
    Course course;
    std::pair<std::size_t, LocalDate> read{0, LocalDate()};
    for (const Question& question : fixture.questions) {
      const std::vector<dossier::Entry> entries = fixture.above(question.line);
      if (read != std::pair(entries.size(), question.day)) course = course_on(entries, question.day);
      read = {entries.size(), question.day};
      std::string wanted;
      const std::string said = answer(course, question.words, wanted);
      EXPECT_EQ(said, wanted) << fixture.file << ":" << question.line << ": " << joined(question.words, 0);
    }
  }
}

/// What is dated after the day changes no answer.
TEST(Course, AnOldDayDoesNotKnowWhatCameLater) {
  int asked = 0;
  for (const Fixture& fixture : fixtures()) {
    for (const Question& question : fixture.questions) {
      const std::vector<dossier::Entry> above = fixture.above(question.line);
      const auto later = [&](const dossier::Entry& entry) { return entry.date() > question.day; };
      const auto& all = fixture.journal.entries;
      if (static_cast<std::size_t>(std::ranges::count_if(all, later)) != all.size() - above.size()) continue;
      Course course = course_on(all, question.day);
      std::string wanted;
      EXPECT_EQ(answer(course, question.words, wanted), wanted) << fixture.file << ":" << question.line;
      asked += all.size() != above.size();
    }
  }
  EXPECT_GT(asked, 150);
}

/// Cases are small: what a question says of a signal before and after is in one file.
TEST(Course, EverySignalRisesAndCloses) {
  const method::Method* method = iag().find("iag-2019");
  ASSERT_NE(method, nullptr);
  std::map<std::string, int> reached;  // 1: rose, 2: and closed
  std::set<std::string> acted;
  for (const Fixture& fixture : fixtures()) {
    std::set<std::string> open;
    for (const Question& question : fixture.questions) {
      if (question.words.size() < 2) continue;
      const std::string &code = question.words[0], &state = question.words[1];
      if (state == "open") open.insert(code);
      if (state == "acted") acted.insert(code);
      int& to = reached[code];
      if (open.contains(code)) to = std::max(to, state == "no" ? 2 : 1);
    }
  }
  for (const auto& [signal, book] : iag().signals(*method)) {
    EXPECT_EQ(reached[signal->code], 2) << signal->code
                                        << ": no case in tests/course in which it is open and then closed";
  }
  EXPECT_GE(acted.size(), 3U);
}

TEST(Course, EveryFidelityRuleGivesEachOfItsAnswers) {
  std::map<std::string, std::set<std::string>> seen;
  for (const Fixture& fixture : fixtures()) {
    for (const Question& question : fixture.questions) {
      if (question.words.size() > 2 && question.words[0] == "fidelity")
        seen[question.words[1]].insert(question.words[2]);
    }
  }
  const method::Method* method = iag().find("iag-2019");
  ASSERT_NE(method, nullptr);
  for (const method::FidelityRule& rule : method->fidelity) {
    const std::set<std::string> wanted =
        rule.met ? std::set<std::string>{"met", "not_met", "not_yet"} : std::set<std::string>{"no_norm"};
    EXPECT_EQ(seen[rule.code], wanted) << rule.code << ": not each of its answers in tests/course";
  }
}

}  // namespace
}  // namespace koers::cli_test
