// Server-sent events: which family's file something was recorded in. Each time the session and the part in the family are looked at anew.
#include "http/routes.h"

namespace koers::http {
namespace {

class ChangeStream final : public Stream {
 public:
  ChangeStream(const Site& site, std::unique_ptr<service::Changes::Listener> listener, const Call& call)
      : site_(site), listener_(std::move(listener)), token_(call.token), from_(call.caller.from) {}

  void on_more(std::function<void()> wake) override { listener_->on_change(std::move(wake)); }

  std::optional<std::string> next() override {
    service::Caller caller;
    caller.from = from_;
    caller.now = site_.now();
    const auto now = site_.sign_in.still(token_, caller);
    if (!now) return {};
    if (!begun_) {
      begun_ = true;
      return "retry: 3000\nevent: begin\ndata: {}\n\n";
    }
    std::string out;
    for (const service::Family& family : site_.families.told(*now, listener_->take())) {
      json::Writer data;
      data.begin_object().key("family").text(family.journal.text()).key("head").integer(family.head).end();
      out += "event: family\ndata: " + data.str() + "\n\n";
    }
    // Something has to be sent now and then, or nobody notices that the other side has gone.
    return out.empty() ? ":\n\n" : out;
  }

 private:
  const Site& site_;
  std::unique_ptr<service::Changes::Listener> listener_;
  std::string token_, from_;
  bool begun_ = false;
};

}  // namespace

Response changes(Api& api, Call& call) {
  auto listener = api.site().families.follow(call.caller);
  if (!listener) return problem(api, call, listener.error());
  Response out{200, "text/event-stream", {}, {}};
  out.stream = std::make_shared<ChangeStream>(api.site(), std::move(*listener), call);
  return out;
}

}  // namespace koers::http
