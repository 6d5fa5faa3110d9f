// What is acknowledged survives the loss of power; what is not is there whole or not at all. And how many syncs that takes.
#include <thread>

#include "store/verify.h"
#include "tests/store/fault_vfs.h"
#include "tests/store/store_dir.h"

namespace koers::store::power_cut_test {
namespace {

using namespace testing_;  // NOLINT(google-build-using-namespace)

class PowerCut : public StoreDir {
 protected:
  PowerCut() : vfs(FaultVfs::of_process()) {
    options.synced = true;
    vfs.start();
    base = dir / "base";
    paths = Paths::in((dir / "run").string());
    const Paths first = Paths::in(base.string());
    EXPECT_FALSE(Store::found(first, key, options));
    const auto store = Store::open(first, key, options);
    EXPECT_TRUE((*store)->append(adds(journal(1), {{entry(1), "before"}})));
  }

  struct Told {
    bool recorded = false, together = false, erased = false;  ///< acknowledged
  };

  /// A visit recorded, an act over two journals, an erasure: the three standard acts.
  Told run() {
    Told told;
    fs::remove_all(dir / "run");
    fs::copy(base, dir / "run", fs::copy_options::recursive);
    Options cut = options;
    cut.vfs = FaultVfs::name;
    const auto store = Store::open(paths, key, cut);
    if (!store) return told;
    told.recorded = (*store)->append(adds(journal(1), {{entry(2), "visit"}, {entry(3), "goal"}})).has_value();
    Act both = adds(journal(1), {{entry(4), "case"}});
    both.puts.push_back({journal(2), {}, {{entry(5), "guidance"}}});
    told.together = (*store)->append(both).has_value();
    told.erased = (*store)->erase({journal(1), {entry(1)}, "on_request"}, event("erase")).has_value();
    vfs.cut_now();  // no tidy closing: the files stay as they are
    return told;
  }

  /// Empty when the disk after the cut holds all that was told, and nothing by halves.
  std::string judged(const Told& told, unsigned seed) {
    vfs.disk_after_cut(dir / "run", dir / "after", seed);
    const Paths after = Paths::in((dir / "after").string());
    Options plain = options;
    plain.synced = false;
    const auto store = Store::open(after, key, plain);
    if (!store) return "does not open: " + store.error().code;
    const auto seen = verify(after, key, plain);
    if (!seen) return "cannot be verified: " + seen.error().code;
    if (!seen->faults.empty()) return seen->faults[0].code;
    const auto one = (*store)->read(journal(1), event("course.read"));
    const auto two = (*store)->read(journal(2), event("course.read"));
    if (!one || !two) return "does not read: " + (one ? two : one).error().code;
    const std::size_t all = one->entries.size() + static_cast<std::size_t>(one->destroyed);
    if (all != 1 && all != 3 && all != 4) return "half an act";
    if ((all == 4) != (two->entries.size() == 1)) return "half an act over two journals";
    if (told.recorded && all < 3) return "a visit is lost";
    if (told.together && all < 4) return "an act over two journals is lost";
    if (told.erased && one->destroyed != 1) return "an erasure is lost";
    return {};
  }

  FaultVfs& vfs;
  fs::path base;
};

TEST_F(PowerCut, AtEverySyncNothingAcknowledgedIsLost) {
  vfs.start();
  run();
  const int syncs = vfs.syncs();
  ASSERT_GT(syncs, 8);
  int told_all = 0;
  for (int at = 1; at <= syncs + 1; ++at) {
    vfs.start();
    vfs.cut_at_sync(at);
    const Told told = run();
    told_all += told.erased ? 1 : 0;
    for (unsigned seed = 0; seed < 6; ++seed) ASSERT_EQ(judged(told, seed), "") << "sync " << at << ", seed " << seed;
  }
  EXPECT_GT(told_all, 0) << "the last cuts come after the acts";
}

TEST_F(PowerCut, WithoutSyncsTheSameTestFails) {
  options.synced = false;
  std::string found;
  for (unsigned seed = 0; seed < 6 && found.empty(); ++seed) {
    vfs.start();
    const Told told = run();
    ASSERT_TRUE(told.erased);
    found = judged(told, seed);
  }
  EXPECT_FALSE(found.empty());
}

TEST_F(PowerCut, AnActAloneTakesThreeSyncsAndManyTogetherFewer) {
  Options counted = options;
  counted.vfs = FaultVfs::name;
  paths = Paths::in(base.string());
  const auto store = Store::open(paths, key, counted);
  ASSERT_TRUE((*store)->append(adds(journal(1), {{entry(100), "opens the files"}})));
  vfs.start();
  constexpr int alone = 10;
  for (std::uint32_t i = 0; i < alone; ++i) ASSERT_TRUE((*store)->append(adds(journal(1), {{entry(200 + i), "x"}})));
  EXPECT_EQ(vfs.syncs(), 3 * alone);
  vfs.start();
  ASSERT_TRUE((*store)->read(journal(1), event("course.read")));
  EXPECT_EQ(vfs.syncs(), 1) << "a read is one event of the access log";

  vfs.start();
  constexpr std::uint32_t clients = 16, each = 10;
  std::vector<std::thread> threads;
  for (std::uint32_t c = 0; c < clients; ++c) {
    threads.emplace_back([&store, c] {
      for (std::uint32_t i = 0; i < each; ++i)
        EXPECT_TRUE((*store)->append(adds(journal(c), {{entry(1000 + c * each + i), "x"}})));
    });
  }
  for (std::thread& thread : threads) thread.join();
  RecordProperty("syncs_of_160_acts", vfs.syncs());
  EXPECT_LE(vfs.syncs(), static_cast<int>(clients * each) / 2) << "acts share their syncs";
}

}  // namespace
}  // namespace koers::store::power_cut_test
