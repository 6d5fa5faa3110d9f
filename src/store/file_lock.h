// One process at a time: a lock on a file that ends with the process, however it ends.
#pragma once

#include <string>
#include <utility>

#include "base/expected.h"

namespace koers::store {

class FileLock {
 public:
  /// store.in_use when another process, or another FileLock of this one, holds it; store.no_directory when the file cannot be made.
  static Expected<FileLock> take(const std::string& path);
  FileLock(FileLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  FileLock& operator=(FileLock&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int file) : file_(file) {}
  int file_;
};

}  // namespace koers::store
