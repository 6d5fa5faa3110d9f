// Where families stand is the same from summaries as from their files, and changes with the days.
#include "service/register.h"

#include "dossier/line_format.h"
#include "tests/service/site.h"

namespace koers::service::testing_ {
namespace {

class RegisterTest : public Site {
 protected:
  static store::AccessEvent on(const char* day) {
    store::AccessEvent out = store::testing_::event("register.build");
    out.at = {*LocalDate::parse(day), 32'400, 60};
    return out;
  }
  /// A treatment with a pause, a phase to come, a colleague who leaves and an end, all dated.
  JournalId with_dates() {
    auto file = dossier::read_lines(
        "case title=\"Canary family\" synthetic=yes\npeople @anna:worker\n2026-01-02 referral referrer=gp\n"
        "2026-01-02 person person=@bea role=replacement left=2026-03-10\n2026-01-02 person person=@mum role=mother\n"
        "2026-01-10 trajectory_start method=iag-2019 phase=one worker=@anna\n2026-01-12 contact held=yes\n"
        "2026-02-02 pause by=family from=2026-02-02 until=2026-02-08\n2026-03-01 phase_transition from=one to=two "
        "talk=yes\n"
        "2026-04-01 closure reason=goals_reached planned=yes\n",
        "dates.case");
    if (!file)
      throw std::runtime_error(file.error().front().code + file.error().front().place.pointer +
                               std::to_string(file.error().front().place.line));
    file->journal = store::testing_::journal(3);
    for (dossier::Entry& entry : file->entries) entry.journal = file->journal;
    HeldFile nothing;
    nothing.file.journal = file->journal;
    const method::Catalogue empty;
    auto prepared = prepare_file(
        nothing, *file, [&](std::span<const dossier::Entry>) -> const method::Catalogue& { return empty; },
        *LocalDate::parse("2026-01-01"), on("2026-01-01"));
    if (!prepared) throw std::runtime_error(prepared.error().code);
    EXPECT_TRUE(store->append(prepared->act));
    return file->journal;
  }
};

TEST_F(RegisterTest, ASummaryIsReadBackAsItWas) {
  const JournalId journal = with_dates();
  const auto held = read_file(*store, journal, on("2026-02-03"));
  for (LocalDate day = *LocalDate::parse("2026-01-01"); day < *LocalDate::parse("2026-04-20"); day = day + 1) {
    const Family family = family_of(held->file, held->head, day);
    const auto back = read_summary(journal, held->head, summary_of(family));
    ASSERT_TRUE(back);
    EXPECT_EQ(summary_of(*back), summary_of(family));
    EXPECT_EQ(back->title, "Canary family");
    EXPECT_TRUE(back->workers == family.workers && back->people == family.people && back->standing == family.standing);
    // It says itself how long it holds: until then every day gives the same, and the day after it another.
    const auto without_days = [](Family one) {
      one.from = one.until = LocalDate();
      return summary_of(one);
    };
    if (family.until < *LocalDate::parse("2027-01-01")) {
      for (LocalDate later = day; later <= family.until; later = later + 1)
        EXPECT_EQ(without_days(family_of(held->file, held->head, later)), without_days(family)) << later.text();
    }
  }
  EXPECT_FALSE(read_summary(journal, 1, "{}"));
  EXPECT_FALSE(read_summary(journal, 1, "not even json"));
  EXPECT_FALSE(read_summary(journal, 1, R"({"version":2})")) << "of a later program";
}

TEST_F(RegisterTest, FollowsTheDays) {
  const JournalId journal = with_dates();
  const auto stands = [&](Register& in, const char* day) {
    EXPECT_FALSE(in.bring_to(*store, on(day)));
    const auto family = in.find(journal);
    return std::string(dossier::name(family->standing)) + ' ' + family->phase + ' ' +
           std::to_string(family->workers.size());
  };
  const std::vector<std::pair<const char*, const char*>> days{
      {"2026-01-05", "before  2"},     {"2026-01-10", "running one 2"}, {"2026-02-02", "paused one 2"},
      {"2026-02-09", "running one 2"}, {"2026-03-01", "running two 2"}, {"2026-03-11", "running two 1"},
      {"2026-04-02", "closed  1"}};
  Register one;
  for (const auto& [day, want] : days) {
    EXPECT_EQ(stands(one, day), want) << day;
    Register fresh;
    EXPECT_EQ(stands(fresh, day), want) << day << ", a server that starts then";
  }
  // Back in time, as a clock that was set right: what was made later does not hold yet.
  Register before;
  EXPECT_EQ(stands(before, "2026-02-03"), "paused one 2");
}

TEST_F(RegisterTest, StartsFromSummariesWithoutOpeningFiles) {
  const JournalId journal = with_dates();
  Register first;
  ASSERT_FALSE(first.build(*store, on("2026-02-03")));
  const auto reads = [&] { return store->events(journal, on("2026-02-03"))->size(); };
  const std::size_t before = reads();
  Register second;
  ASSERT_FALSE(second.build(*store, on("2026-02-03")));
  EXPECT_EQ(reads(), before + 1) << "only the question itself is logged of this family";
  EXPECT_EQ(second.find(journal)->title, "Canary family");
  EXPECT_TRUE(store::testing_::files_with(dir, "Canary").empty());

  // An erasure takes the summary with it; the register is right again after the next start, and for good.
  const auto held = read_file(*store, journal, on("2026-02-03"));
  ASSERT_TRUE(store->erase({journal, {held->file.entries.front().id}, "on_request"},
                           store::testing_::event("erase", store::Action::destroy)));
  Register third;
  ASSERT_FALSE(third.build(*store, on("2026-02-03")));
  EXPECT_TRUE(third.find(journal)->referrers.empty()) << "the referral is gone";
  EXPECT_FALSE(store->summaries(on("2026-02-03"))->back().text.empty()) << "and written anew";
  ASSERT_TRUE(store->erase({journal, {}, "on_request"}, store::testing_::event("erase", store::Action::destroy)));
  Register fourth;
  ASSERT_FALSE(fourth.build(*store, on("2026-02-03")));
  EXPECT_FALSE(fourth.find(journal));
}

}  // namespace
}  // namespace koers::service::testing_
