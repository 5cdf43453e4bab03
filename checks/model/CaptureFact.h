//===- CaptureFact.h - Callables that keep who keeps them -------*- C++ -*-===//
//
// Whether such a cycle lasts is also up to code that the TU does not see: a
// function of the holder, defined elsewhere, may clear the field. So a TU says
// of each cycle what it knows and which functions it has not seen. What those
// do is in their own facts.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_MODEL_CAPTUREFACT_H
#define MEMTIDY_MODEL_CAPTUREFACT_H

#include "checks/model/Fact.h"

namespace memtidy {

/// So many inferences are no more than a possibility.
inline constexpr unsigned Guess = 3;

/// Why it is known that a callable is kept.
enum class StoreKind {
  Assigned, ///< A statement that is seen keeps it.
  Modelled, ///< The model or an annotation says so.
  Inferred, ///< A setter without a body, of an object with a fitting field.
  Queued,   ///< An executor lets go of it when it has run.
};

/// How well the holder lets go of the callable. Ordered: a later one is less
/// of a leak.
enum class Breaker {
  None,          ///< Nothing that is seen clears it.
  OwnDestructor, ///< Only a destructor that waits for the cycle to end, or a
                 ///< function that nobody else calls.
  OnSomeWay,     ///< Somebody has to call the method that clears.
  OnSomeBranch,  ///< The callable's own work clears, but not on every branch.
  PoppedQueue,   ///< A queue that is popped as the work goes on.
  OnEveryWay,    ///< Cleared however the work ends.
};

/// A function, for programs and for people.
struct NamedFunctionFact {
  std::string Usr;
  std::string Name; ///< Not qualified.
  FactLocation Loc;

  auto operator<=>(const NamedFunctionFact &) const = default;
};

/// A field that owns what leads on to the callable.
struct OwningFieldFact {
  std::string Name;
  FactLocation Loc;

  auto operator<=>(const OwningFieldFact &) const = default;
};

/// A function that is said to keep the callable, as its parameter number
/// Parameter, and whose body the TU has not seen.
struct UnseenSetterFact {
  std::string Usr; ///< Empty: there is none.
  unsigned Parameter = 0;
  /// How much of the cycle is inferred for want of the body.
  unsigned Inferences = 0;

  auto operator<=>(const UnseenSetterFact &) const = default;
};

/// A function that the callable calls when it runs.
struct CalledFact {
  std::string Usr;
  bool OnBranch = false; ///< Not always.

  auto operator<=>(const CalledFact &) const = default;
};

/// A method of the captured object that ends its work: close, stop.
struct EndingFact {
  std::string Usr;
  bool Clears = false; ///< As far as the TU shows.
  bool IsSeen = false; ///< Its body is in the TU.

  auto operator<=>(const EndingFact &) const = default;
};

/// A callable owns an object that keeps the callable.
struct CaptureFact {
  std::string Usr; ///< Of the cycle: its place and its discriminator.
  std::string Discriminator;
  FactLocation Loc;    ///< Of the capture.
  std::string Token;   ///< The token there.
  std::string Capture; ///< As written.
  /// The class of the captured object; empty when unknown.
  std::string OwnerUsr, OwnerName;
  std::string Owner;  ///< Not qualified.
  unsigned Bytes = 0; ///< Of the captured object; 0: unknown.
  /// The function whose frame keeps it, not qualified; empty: no coroutine.
  std::string Coroutine;
  /// The captured object is the callable.
  bool IsAlone = false;
  std::string Place; ///< "timer.handlers[]"; empty: nobody can see where.
  std::vector<OwningFieldFact> Owning; ///< In the order of the way.
  StoreKind Kind = StoreKind::Assigned;
  unsigned Inferences = 0;
  /// A callee captures it here: the parameter of a coroutine. No path: none
  /// does.
  FactLocation InCallee;
  FactLocation HandedOver;
  FactLocation KeptAt;
  UnseenSetterFact Setter;

  // What the TU shows of clears.
  Breaker Breaks = Breaker::None;
  NamedFunctionFact ClearedBy;
  FactLocation ClearedAt;
  bool ByDestructor = false; ///< ClearedBy is a destructor.
  NamedFunctionFact MissedBy;
  /// Whenever it runs, it puts itself into its queue again.
  bool Renews = false;

  // What others may show.
  std::vector<std::string> Holders; ///< USRs of the fields on the way; sorted.
  std::vector<std::string> Classes; ///< USRs of those in the cycle; sorted.
  std::vector<CalledFact> Runs;     ///< Sorted.
  std::vector<EndingFact> Endings;  ///< Sorted.
  /// Functions with bodies here that clear, USRs; sorted.
  std::vector<std::string> Weighed;
  /// Functions that may name the holders and have no body here.
  std::vector<NamedFunctionFact> Awaits;
  /// Code that nobody can list may name a holder: it is not private.
  bool IsOpen = false;

  auto operator<=>(const CaptureFact &) const = default;
};

} // namespace memtidy

#endif // MEMTIDY_MODEL_CAPTUREFACT_H
