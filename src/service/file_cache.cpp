#include "service/file_cache.h"

namespace koers::service {

Expected<std::shared_ptr<const HeldFile>> FileCache::read(store::Store& store, JournalId journal,
                                                          const store::AccessEvent& event) {
  std::shared_ptr<const HeldFile> known;
  {
    const std::lock_guard lock(mutex_);
    const auto found = at_.find(journal);
    if (found != at_.end()) {
      known = *found->second;
      files_.splice(files_.begin(), files_, found->second);
    }
  }
  auto stored = store.read(journal, event, known == nullptr ? nullptr : &known->mark);
  if (!stored) return fail(stored.error());
  if (stored->unchanged) return known;
  auto file = held_file(journal, *stored);
  if (!file) return fail(file.error());
  auto out = std::make_shared<const HeldFile>(std::move(*file));
  put(out);
  return out;
}

void FileCache::put(std::shared_ptr<const HeldFile> file) {
  const JournalId journal = file->file.journal;
  const std::lock_guard lock(mutex_);
  const auto found = at_.find(journal);
  if (found != at_.end()) {
    files_.erase(found->second);
    at_.erase(found);
  }
  files_.push_front(std::move(file));
  at_.emplace(journal, files_.begin());
  if (files_.size() <= most_) return;
  at_.erase(files_.back()->file.journal);
  files_.pop_back();
}

void FileCache::clear() {
  const std::lock_guard lock(mutex_);
  at_.clear();
  files_.clear();
}

}  // namespace koers::service
