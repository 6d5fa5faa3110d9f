#include "store/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace koers::store {

Expected<FileLock> FileLock::take(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return fail("store.no_directory", {}, {path, 0, 0, {}});
  FileLock out(file);
  if (flock(file, LOCK_EX | LOCK_NB) != 0) return fail("store.in_use", {}, {path, 0, 0, {}});
  return out;
}

FileLock::~FileLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace koers::store
