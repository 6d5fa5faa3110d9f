#include "service/changes.h"

namespace koers::service {

Changes::Changes() : shared_(std::make_shared<Shared>()) {}

std::unique_ptr<Changes::Listener> Changes::listen() {
  std::unique_ptr<Listener> out(new Listener(shared_));
  const std::lock_guard lock(shared_->mutex);
  shared_->listeners.insert(out.get());
  return out;
}

void Changes::tell(JournalId journal) {
  const std::lock_guard lock(shared_->mutex);
  for (Listener* listener : shared_->listeners) {
    listener->changed_.insert(journal);
    if (listener->wake_) listener->wake_();
  }
}

Changes::Listener::~Listener() {
  const std::lock_guard lock(shared_->mutex);
  shared_->listeners.erase(this);
}

void Changes::Listener::on_change(std::function<void()> wake) {
  const std::lock_guard lock(shared_->mutex);
  wake_ = std::move(wake);
  if (!changed_.empty() && wake_) wake_();
}

std::vector<JournalId> Changes::Listener::take() {
  const std::lock_guard lock(shared_->mutex);
  std::vector<JournalId> out(changed_.begin(), changed_.end());
  changed_.clear();
  return out;
}

}  // namespace koers::service
