#include "cli/plan_text.h"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "cli/columns.h"
#include "cli/speak.h"
#include "exchange/library.h"

namespace koers::cli {
namespace {

std::string content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// The small method of the tests, planned over the May holidays; the files beside it show what is printed.
class PlanText : public testing::Test {
 protected:
  PlanText() {
    for (const char* path : {"tests/data/method/small-1.yaml", "tests/data/method/settings.yaml"})
      texts_.push_back(content(path));
    const std::vector<exchange::TextFile> files{{"methods/small-1.yaml", texts_[0]},
                                                {"settings/provider.yaml", texts_[1]}};
    library_.add(files);
    settings_ = *library_.settings("settings/provider.yaml");
    method_ = *library_.method("methods/small-1.yaml");
    plan_ = method::plan(*method_, settings_, {start_, {}, {}, {}, {}});
  }

  PlanView view() const { return {*method_, settings_, plan_, start_}; }

  static void expect(const std::string& printed, const std::string& path) {
    if (std::getenv("KOERS_UPDATE") != nullptr) std::ofstream(path, std::ios::binary) << printed;
    EXPECT_EQ(printed, content(path)) << path << " (KOERS_UPDATE=1 writes it anew)";
  }

  std::vector<std::string> texts_;
  exchange::Library library_;
  method::Settings settings_;
  const method::Method* method_ = nullptr;
  method::Plan plan_;
  LocalDate start_ = *LocalDate::parse("2026-05-04");
};

TEST_F(PlanText, IsACalendarInBothLanguages) {
  expect(plan_text(view(), messages(Language::nl)), "tests/data/method/plan.nl.txt");
  expect(plan_text(view(), messages(Language::en)), "tests/data/method/plan.en.txt");
}

TEST_F(PlanText, IsDataToo) { expect(plan_json(view()), "tests/data/method/plan.json"); }

TEST_F(PlanText, IsACalendarFile) {
  const std::string ics = plan_ics(view(), messages(Language::nl));
  std::size_t events = 0, begin = 0;
  for (std::size_t end; (end = ics.find("\r\n", begin)) != std::string::npos; begin = end + 2) {
    EXPECT_LE(end - begin, 75U);
    events += ics.compare(begin, end - begin, "BEGIN:VEVENT") == 0 ? 1 : 0;
  }
  EXPECT_EQ(begin, ics.size());
  EXPECT_EQ(events, 6U);
  EXPECT_NE(ics.find("UID:small-1-20260504-measurement.cbcl_start@koers\r\n"), std::string::npos);
  EXPECT_NE(ics.find("DTSTART;VALUE=DATE:20260504\r\nDTEND;VALUE=DATE:20260616\r\n"), std::string::npos);
}

TEST(Columns, AlignByCharactersAndWrapTheLast) {
  Columns table(1, 34);
  table.row({"één", "x", "a text that is longer than the room there is"});
  table.row({"e", "…", "b"});
  EXPECT_EQ(table.text(), " één  x  a text that is longer\n         than the room there is\n e    …  b\n");
}

}  // namespace
}  // namespace koers::cli
