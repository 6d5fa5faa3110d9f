// Tells who listens that something was recorded in a family's file: which, never what. Who was not listening is not told later.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

#include "base/id.h"

namespace koers::service {

/// Safe for many threads; listeners may outlive it.
class Changes {
  struct Shared;

 public:
  class Listener {
   public:
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    /// `wake` is called, by whoever recorded, when there is something new; it may not call back. Not after this listener has gone.
    void on_change(std::function<void()> wake);
    /// The families since the last time, each once.
    std::vector<JournalId> take();

   private:
    friend class Changes;
    explicit Listener(std::shared_ptr<Shared> shared) : shared_(std::move(shared)) {}
    std::shared_ptr<Shared> shared_;
    std::set<JournalId> changed_;
    std::function<void()> wake_;
  };

  Changes();
  std::unique_ptr<Listener> listen();
  void tell(JournalId journal);

 private:
  struct Shared {
    std::mutex mutex;
    std::set<Listener*> listeners;
  };
  std::shared_ptr<Shared> shared_;
};

}  // namespace koers::service
