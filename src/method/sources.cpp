#include <algorithm>
#include <set>

#include "method/load.h"

namespace koers::method {
namespace {

// Numbers that say how the file is built, not what the method asks.
bool structural(std::string_view path) { return path.starts_with("sources."); }

void listing(const Listing& all, const std::string& file, Errors& faults) {
  for (const Number& number : all.numbers) {
    if (number.sources.empty() && !structural(number.path)) {
      faults.push_back(error("method.no_source", {{"key", number.path}, {"number", number.value.text()}},
                             {file, number.line, 0, {}}));
    }
  }
  for (const Place& place : all.unsourced) faults.push_back(error("method.item_without_source", {}, place));
}

void thresholds(const rules::Rule& rule, Errors& faults) {
  for (const rules::Unsourced& one : rules::unsourced(rule)) {
    faults.push_back(error("method.threshold_without_source", {{"number", one.number}}, one.place));
  }
}

}  // namespace

Errors check_sources(const Method& m) {
  Errors faults;
  listing(m.listing, m.file, faults);
  for (const RuleAt& one : m.listing.rules) thresholds(*one.rule, faults);
  for (const auto& named : m.rules.rules) thresholds(named.rule, faults);
  for (const Source& source : m.sources) {
    if (source.last == 0)
      faults.push_back(error("method.source_extent",
                             {{"key", source.key}, {"extent", source.stored_text ? "lines" : "pages"}},
                             {m.file, source.line, 0, {}}));
  }
  for (const CitationAt& one : m.listing.citations) {
    const auto source = std::ranges::find(m.sources, one.citation.source, &Source::key);
    if (source == m.sources.end()) continue;
    if (one.citation.page == source->stored_text) {
      faults.push_back(error("method.source_kind",
                             {{"text", one.citation.text()}, {"extent", source->stored_text ? "lines" : "pages"}},
                             one.place));
    } else if (source->last != 0 && one.citation.last > source->last) {
      faults.push_back(error("method.source_range",
                             {{"text", one.citation.text()}, {"last", std::to_string(source->last)}}, one.place));
    }
  }
  return faults;
}

Errors check_sources(const SignalSet& set) {
  Errors faults;
  for (const RuleAt& one : set.listing.rules) thresholds(*one.rule, faults);
  for (const auto& named : set.rules.rules) thresholds(named.rule, faults);
  return faults;
}

}  // namespace koers::method
