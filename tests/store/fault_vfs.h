// A file system for SQLite that can be cut off like a machine without power, and that fails when told. It lies over the real one: reads and
// writes go through, and beside them it remembers what each file held at its last sync and what was written since.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <sqlite3.h>
#include <string>
#include <vector>

namespace koers::store::testing_ {

class FaultVfs {
 public:
  static constexpr const char* name = "koers-fault";

  /// The one of this process; registered at first use.
  static FaultVfs& of_process() {
    static FaultVfs vfs;
    return vfs;
  }

  /// Forgets all files and counts; nothing fails.
  void start() {
    const std::scoped_lock lock(mutex_);
    files_.clear();
    syncs_ = writes_ = 0;
    cut_at_sync_ = fail_at_ = -1;
    dead_ = false;
  }
  /// From the moment before the n-th sync (from 1) on nothing reaches the disk, and every call fails.
  void cut_at_sync(int n) { cut_at_sync_ = n; }
  /// The n-th write or sync (from 1) gives this result of SQLite; with `lasting` every later one too.
  void fail_at(int n, int result, bool lasting) {
    fail_at_ = n;
    fail_result_ = result;
    fail_lasting_ = lasting;
  }
  void cut_now() { dead_ = true; }
  int syncs() const { return syncs_; }
  int writes() const { return writes_; }

  /// Writes what the disk may hold after the cut to `to`, for every file under `from`: what was synced, and of what was written since
  /// then each write or not (a torn one too), by `seed`; seed 0 drops all.
  void disk_after_cut(const std::filesystem::path& from, const std::filesystem::path& to, unsigned seed) {
    const std::scoped_lock lock(mutex_);
    std::mt19937 random(seed);
    std::filesystem::remove_all(to);
    for (const auto& found : std::filesystem::recursive_directory_iterator(from)) {
      const auto target = to / std::filesystem::relative(found.path(), from);
      if (found.is_directory()) std::filesystem::create_directories(target);
      if (!found.is_regular_file() || found.path().string().ends_with("-shm")) continue;
      std::filesystem::create_directories(target.parent_path());
      const auto known = files_.find(found.path().string());
      if (known == files_.end()) {
        std::filesystem::copy_file(found.path(), target);
        continue;
      }
      std::string image = known->second.synced;
      for (const Write& write : known->second.since) {
        const unsigned chance = seed == 0 ? 0 : random() % 4;
        if (chance == 0) continue;
        apply(image, write, chance == 1 ? write.bytes.size() / 2 : write.bytes.size());
      }
      std::ofstream(target, std::ios::binary) << image;
    }
  }

 private:
  struct Write {
    std::int64_t at;
    std::string bytes;
    bool truncates;
  };
  struct Known {
    std::string synced;
    std::vector<Write> since;
  };
  struct File {
    sqlite3_file base;
    std::string* path;
    sqlite3_file* real;
  };

  FaultVfs() : under_(sqlite3_vfs_find(nullptr)), vfs_(*under_) {
    vfs_.zName = name;
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + under_->szOsFile;
    vfs_.pNext = nullptr;
    vfs_.pAppData = this;
    vfs_.xOpen = open;
    vfs_.xDelete = [](sqlite3_vfs*, const char* path, int sync) { return of_process().remove(path, sync); };
    sqlite3_vfs_register(&vfs_, 0);
    methods_.iVersion = 2;
    methods_.xClose = close;
    methods_.xRead = [](sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
      return real(f)->pMethods->xRead(real(f), to, n, at);
    };
    methods_.xWrite = write;
    methods_.xTruncate = truncate;
    methods_.xSync = sync;
    methods_.xFileSize = [](sqlite3_file* f, sqlite3_int64* n) { return real(f)->pMethods->xFileSize(real(f), n); };
    methods_.xLock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); };
    methods_.xUnlock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); };
    methods_.xCheckReservedLock = [](sqlite3_file* f, int* out) {
      return real(f)->pMethods->xCheckReservedLock(real(f), out);
    };
    methods_.xFileControl = [](sqlite3_file* f, int op, void* arg) {
      return real(f)->pMethods->xFileControl(real(f), op, arg);
    };
    methods_.xSectorSize = [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); };
    // No promise that a write is whole or in order: the least a disk may do.
    methods_.xDeviceCharacteristics = [](sqlite3_file*) { return 0; };
    methods_.xShmMap = [](sqlite3_file* f, int p, int n, int e, void volatile** out) {
      return real(f)->pMethods->xShmMap(real(f), p, n, e, out);
    };
    methods_.xShmLock = [](sqlite3_file* f, int o, int n, int flags) {
      return real(f)->pMethods->xShmLock(real(f), o, n, flags);
    };
    methods_.xShmBarrier = [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); };
    methods_.xShmUnmap = [](sqlite3_file* f, int del) { return real(f)->pMethods->xShmUnmap(real(f), del); };
  }

  static File* mine(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
  static sqlite3_file* real(sqlite3_file* file) { return mine(file)->real; }

  static void apply(std::string& image, const Write& write, std::size_t bytes) {
    const auto at = static_cast<std::size_t>(write.at);
    if (write.truncates) return image.resize(at, '\0');
    image.resize(std::max(image.size(), at + bytes), '\0');
    std::memcpy(image.data() + at, write.bytes.data(), bytes);
  }

  static int open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out_flags) {
    FaultVfs& self = of_process();
    File* made = mine(file);
    made->base.pMethods = nullptr;
    made->real = reinterpret_cast<sqlite3_file*>(made + 1);
    if (self.dead_) return SQLITE_CANTOPEN;
    const int result = self.under_->xOpen(self.under_, path, made->real, flags, out_flags);
    if (result != SQLITE_OK) return result;
    made->path = path == nullptr ? nullptr : new std::string(path);
    made->base.pMethods = &self.methods_;
    const std::scoped_lock lock(self.mutex_);
    if (path != nullptr && !self.files_.contains(path)) {
      std::ifstream in(path, std::ios::binary);
      self.files_[path].synced.assign(std::istreambuf_iterator<char>(in), {});
    }
    return SQLITE_OK;
  }

  int remove(const char* path, int sync) {
    if (dead_) return SQLITE_IOERR_DELETE;
    {
      const std::scoped_lock lock(mutex_);
      files_.erase(path);
    }
    return under_->xDelete(under_, path, sync);
  }

  static int close(sqlite3_file* file) {
    const int result = real(file)->pMethods->xClose(real(file));
    delete mine(file)->path;
    return result;
  }

  /// What a write or sync is to answer instead of doing its work; SQLITE_OK: it does it.
  int asked_to_fail() {
    const int n = ++writes_;
    if (dead_) return SQLITE_IOERR;
    if (fail_at_ > 0 && (n == fail_at_ || (fail_lasting_ && n > fail_at_))) return fail_result_;
    return SQLITE_OK;
  }

  static int write(sqlite3_file* file, const void* from, int n, sqlite3_int64 at) {
    return of_process().change(file,
                               {at, std::string(static_cast<const char*>(from), static_cast<std::size_t>(n)), false});
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 at) { return of_process().change(file, {at, {}, true}); }

  int change(sqlite3_file* file, Write write) {
    const std::scoped_lock lock(mutex_);
    if (const int result = asked_to_fail(); result != SQLITE_OK) return result;
    const int result = write.truncates ? real(file)->pMethods->xTruncate(real(file), write.at)
                                       : real(file)->pMethods->xWrite(real(file), write.bytes.data(),
                                                                      static_cast<int>(write.bytes.size()), write.at);
    if (result == SQLITE_OK && mine(file)->path != nullptr) files_[*mine(file)->path].since.push_back(std::move(write));
    return result;
  }

  static int sync(sqlite3_file* file, int flags) {
    FaultVfs& self = of_process();
    const std::scoped_lock lock(self.mutex_);
    if (++self.syncs_ == self.cut_at_sync_) self.dead_ = true;
    if (const int result = self.asked_to_fail(); result != SQLITE_OK) return result;
    static_cast<void>(flags);  // the real sync is left out: what the disk holds is decided here
    if (mine(file)->path != nullptr) {
      Known& known = self.files_[*mine(file)->path];
      for (const Write& write : known.since) apply(known.synced, write, write.bytes.size());
      known.since.clear();
    }
    return SQLITE_OK;
  }

  sqlite3_vfs* under_;
  sqlite3_vfs vfs_;
  sqlite3_io_methods methods_{};
  std::mutex mutex_;
  std::map<std::string, Known> files_;
  std::atomic<int> syncs_ = 0, writes_ = 0, cut_at_sync_ = -1, fail_at_ = -1, fail_result_ = 0;
  std::atomic<bool> fail_lasting_ = false, dead_ = false;
};

}  // namespace koers::store::testing_
