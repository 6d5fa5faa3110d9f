#include "cli/method_text.h"

#include "cli/columns.h"
#include "cli/plan_rows.h"
#include "exchange/local_text.h"

namespace koers::cli {
namespace {

using exchange::Messages;

std::string cited(const method::Citations& sources) {
  return sources.empty() ? std::string() : " [" + method::text(sources) + ']';
}

class Page {
 public:
  Page(const method::Method& method, const Messages& say) : m_(method), say_(say) {}

  std::string text() {
    out_ = name(m_.names) + " · " + m_.id() + " · " + say_.text("cli.show.status", {{"status", status()}}) + '\n';
    if (!m_.summary.empty()) {
      for (const std::string& line : wrapped(name(m_.summary), 98)) out_ += "  " + line + '\n';
    }
    sources();
    list("cli.show.eligibility", m_.eligibility);
    list("cli.show.contra_indications", m_.contra_indications);
    phases();
    list("cli.show.deadlines", m_.deadlines);
    techniques();
    if (m_.goals) list("cli.show.goals", m_.goals->domains);
    list("cli.show.measurements", m_.measurements);
    list("cli.show.regular", m_.regular);
    list("cli.show.alliance", m_.alliance);
    list("cli.show.fidelity", m_.fidelity);
    list("cli.show.preconditions", m_.preconditions);
    list("cli.show.closing_reasons", m_.closing_reasons);
    list("cli.show.signals", m_.signals);
    return out_;
  }

 private:
  const std::string& name(const method::Text& text) const { return text.in(say_.language()); }

  std::string status() const {
    return m_.status == method::Status::complete  ? "complete"
           : m_.status == method::Status::partial ? "partial"
                                                  : "norms_only";
  }

  void heading(const char* key, std::size_t count) {
    out_ += '\n' + say_.text(key, {{"count", std::to_string(count)}}) + '\n';
  }

  template <class T>
  void list(const char* key, const std::vector<T>& items) {
    if (items.empty()) return;
    heading(key, items.size());
    Columns table;
    for (const T& item : items) table.row({item.code, name(item.names) + cited(item.sources)});
    out_ += table.text();
  }

  void sources() {
    if (m_.sources.empty()) return;
    heading("cli.show.sources", m_.sources.size());
    Columns table;
    for (const method::Source& source : m_.sources)
      table.row({source.key, source.title + " (" + std::to_string(source.year) + ')'});
    out_ += table.text();
  }

  void phases() {
    if (m_.phases.empty()) return;
    heading("cli.show.phases", m_.phases.size());
    Columns table;
    for (const method::Phase& phase : m_.phases) {
      std::string facts;
      const auto fact = [&](const char* key, const method::Range& range) {
        if (range.given())
          facts += (facts.empty() ? "" : " · ") + say_.text(key, {{"range", range_text(range, say_)}}) +
                   cited(range.sources);
      };
      fact("cli.plan.weeks", phase.weeks);
      fact("cli.plan.contacts_per_week", phase.contacts_per_week);
      fact("cli.plan.contact_hours", phase.contact_hours);
      fact("cli.plan.hours_per_week", phase.hours_per_week);
      table.row({phase.code, name(phase.names) + (facts.empty() ? "" : ": " + facts)});
      for (const method::Task& task : phase.tasks) table.row({"", "– " + name(task.names) + cited(task.sources)});
    }
    out_ += table.text();
  }

  void techniques() {
    if (m_.techniques.empty()) return;
    heading("cli.show.techniques", m_.techniques.size());
    for (const method::Item& group : m_.technique_groups) {
      out_ += "  " + name(group.names) + cited(group.sources) + '\n';
      Columns table(4);
      for (const method::Technique& technique : m_.techniques) {
        if (technique.group == group.code)
          table.row({technique.code, name(technique.names) + cited(technique.sources)});
      }
      out_ += table.text();
    }
  }

  const method::Method& m_;
  const Messages& say_;
  std::string out_;
};

}  // namespace

std::string method_text(const method::Method& method, const Messages& say) { return Page(method, say).text(); }

}  // namespace koers::cli
