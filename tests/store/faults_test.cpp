// A disk that is full, a disk that fails, memory that runs out, a process that is killed: at every place of the standard acts. The act is
// told as failed or kept; the store goes on afterwards; nothing is there by halves.
#include <csignal>
#include <sys/wait.h>

#include "store/verify.h"
#include "tests/store/fault_vfs.h"
#include "tests/store/store_dir.h"

namespace koers::store::faults_test {
namespace {

using namespace testing_;  // NOLINT(google-build-using-namespace)

/// Memory for SQLite that gives none at the n-th asking.
class Memory {
 public:
  Memory() {
    sqlite3_shutdown();
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &under());
    sqlite3_mem_methods failing = under();
    failing.xMalloc = [](int n) { return refuse() ? nullptr : under().xMalloc(n); };
    failing.xRealloc = [](void* p, int n) { return refuse() ? nullptr : under().xRealloc(p, n); };
    sqlite3_config(SQLITE_CONFIG_MALLOC, &failing);
    sqlite3_initialize();
  }
  ~Memory() {
    sqlite3_shutdown();
    sqlite3_config(SQLITE_CONFIG_MALLOC, &under());
    sqlite3_initialize();
  }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  static std::atomic<long>& asked() {
    static std::atomic<long> count = 0;
    return count;
  }
  static std::atomic<long>& fail_at() {
    static std::atomic<long> n = 0;
    return n;
  }

 private:
  static sqlite3_mem_methods& under() {
    static sqlite3_mem_methods methods{};
    return methods;
  }
  static bool refuse() { return ++asked() == fail_at(); }
};

class Faults : public StoreDir {
 protected:
  Faults() : vfs(FaultVfs::of_process()) {
    vfs.start();
    options.synced = true;
    const Paths first = Paths::in((dir / "base").string());
    EXPECT_FALSE(Store::found(first, key, options));
    const auto store = Store::open(first, key, options);
    EXPECT_TRUE((*store)->append(adds(journal(1), {{entry(1), "before"}})));
    paths = Paths::in((dir / "run").string());
  }

  std::unique_ptr<Store> fresh(const char* with) {
    fs::remove_all(dir / "run");
    fs::copy(dir / "base", dir / "run", fs::copy_options::recursive);
    Options how = options;
    how.vfs = with;
    auto store = Store::open(paths, key, how);
    return store ? std::move(*store) : nullptr;
  }

  static Act visit() { return adds(journal(1), {{entry(2), "visit"}, {entry(3), "goal"}}); }
  static Act both() {
    Act act = adds(journal(1), {{entry(4), "case"}});
    act.puts.push_back({journal(2), {}, {{entry(5), "guidance"}}});
    return act;
  }
  static bool erased(Store& store) {
    return store.erase({journal(1), {entry(1)}, "on_request"}, event("erase")).has_value();
  }

  /// All three acts, then again with nothing failing: the end must be the same as if nothing had failed.
  void act_and_check(Store& store, const std::function<void()>& heal, const std::string& where) {
    const auto first = store.append(visit());
    const auto second = store.append(both());
    const bool third = erased(store);
    heal();
    if (first) EXPECT_TRUE((*store.append(visit()))[0].known) << where;
    ASSERT_TRUE(store.append(visit())) << where;
    ASSERT_TRUE(store.append(both())) << where << store.append(both()).error().code;
    ASSERT_TRUE(erased(store)) << where;
    static_cast<void>(second);
    static_cast<void>(third);
    const auto read = store.read(journal(1), event("course.read"));
    ASSERT_TRUE(read) << where << read.error().code;
    EXPECT_EQ(read->entries.size(), 3U) << where;
    EXPECT_EQ(read->destroyed, 1) << where;
    Options how = options;
    const auto seen = verify(paths, key, how);
    ASSERT_TRUE(seen) << where << seen.error().code;
    EXPECT_TRUE(seen->faults.empty()) << where << ' ' << seen->faults[0].code;
  }

  FaultVfs& vfs;
};

class DiskFaults : public Faults, public testing::WithParamInterface<int> {};

TEST_P(DiskFaults, AtEveryWriteTheStoreGoesOnAfterwards) {
  for (const bool lasting : {false, true}) {
    int writes = 1;
    for (int at = 1; at <= writes; ++at) {
      auto store = fresh(FaultVfs::name);
      vfs.start();
      vfs.fail_at(at, GetParam(), lasting);
      act_and_check(
          *store, [&] { vfs.fail_at(-1, 0, false); },
          "write " + std::to_string(at) + (lasting ? " and all later ones" : ""));
      if (HasFatalFailure()) return;
      if (at == 1) {
        store = fresh(FaultVfs::name);
        vfs.start();
        act_and_check(*store, [] {}, "nothing fails");
        writes = vfs.writes();
        ASSERT_GT(writes, 20);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Full, DiskFaults, testing::Values(SQLITE_FULL));
INSTANTIATE_TEST_SUITE_P(Broken, DiskFaults, testing::Values(SQLITE_IOERR_WRITE));

TEST_F(Faults, WhenMemoryRunsOutTheStoreGoesOnAfterwards) {
  const Memory memory;
  long asked = 0;
  {
    const auto store = fresh(nullptr);
    Memory::asked() = 0;
    act_and_check(*store, [] {}, "nothing fails");
    asked = Memory::asked();
  }
  ASSERT_GT(asked, 100);
  // A prime step in the daily run, so that different places are met in different acts.
  const long step = std::getenv("KOERS_LONG") != nullptr ? 1 : 23;
  for (long at = 1; at <= asked; at += step) {
    const auto store = fresh(nullptr);
    ASSERT_TRUE(store);
    Memory::asked() = 0;
    Memory::fail_at() = at;
    act_and_check(*store, [] { Memory::fail_at() = 0; }, "asking " + std::to_string(at));
    if (HasFatalFailure()) return;
  }
}

TEST_F(Faults, AProcessThatIsKilledLosesNothingItTold) {
  const int kills = std::getenv("KOERS_LONG") != nullptr ? 2000 : 50;
  options.synced = false;  // a kill leaves what was written to the system: the power cut is another test
  fresh(nullptr);
  std::mt19937 random(2026);
  std::uint32_t next = 100;
  for (int i = 0; i < kills; ++i) {
    std::array<int, 2> told{};
    ASSERT_EQ(pipe(told.data()), 0);
    const pid_t child = fork();
    if (child == 0) {
      const auto store = Store::open(paths, key, options);
      for (std::uint32_t n = next; store; ++n) {
        Act act = adds(journal(1), {{entry(2 * n), std::to_string(n)}});
        act.puts.push_back({journal(2), {}, {{entry(2 * n + 1), std::to_string(n)}}});
        if (!(*store)->append(act) || ::write(told[1], &n, sizeof n) != sizeof n) break;
      }
      _exit(0);
    }
    close(told[1]);
    usleep(1000 + random() % 20'000);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    std::uint32_t last = next - 1;
    for (std::uint32_t n = 0; ::read(told[0], &n, sizeof n) == sizeof n;) last = n;
    close(told[0]);

    const auto store = again();
    ASSERT_TRUE(store);
    const auto one = store->read(journal(1), event("course.read")), two = store->read(journal(2), event("course.read"));
    ASSERT_TRUE(one && two);
    EXPECT_EQ(one->entries.size(), two->entries.size() + 1) << "an act over two journals is whole";
    const std::size_t told_acts = last - 100 + 1;
    EXPECT_GE(two->entries.size(), told_acts);
    EXPECT_LE(two->entries.size(), told_acts + 1);
    next = 100 + static_cast<std::uint32_t>(two->entries.size());
  }
  EXPECT_GT(next, 100U + 50U) << "the killed ones had work";
  EXPECT_TRUE(verify(paths, key, options)->faults.empty());
}

}  // namespace
}  // namespace koers::store::faults_test
