// Files as they were read last, decoded. Reading is logged each time all the same; what is spared is opening, decrypting and decoding rows that have not
// changed. A file in which something was written or destroyed since, by whomever, is read again.
#pragma once

#include <list>
#include <map>
#include <memory>
#include <mutex>

#include "service/family_file.h"

namespace koers::service {

/// Safe for many threads. Holds at most `most` files, those asked for last.
class FileCache {
 public:
  explicit FileCache(std::size_t most = 64) : most_(most) {}

  /// As read_file; never null.
  Expected<std::shared_ptr<const HeldFile>> read(store::Store& store, JournalId journal,
                                                 const store::AccessEvent& event);
  /// What the file is now, after something was kept in it.
  void put(std::shared_ptr<const HeldFile> file);
  void clear();

 private:
  std::mutex mutex_;
  std::size_t most_;
  std::list<std::shared_ptr<const HeldFile>> files_;  ///< asked for last first
  std::map<JournalId, decltype(files_)::iterator> at_;
};

}  // namespace koers::service
