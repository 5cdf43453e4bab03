//===- FieldOrder.cpp - A smaller order that moves few fields -------------===//

#include "checks/analysis/FieldOrder.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallBitVector.h"
#include "llvm/Support/MathExtras.h"
#include <set>
#include <tuple>

using namespace memtidy;

using Sequence = std::vector<unsigned>;

// Fields of one cache line slow each other down when threads write them.
static constexpr uint64_t CacheLine = 64;

namespace {
/// One order with all that ranks it.
struct Candidate {
  Sequence Order;
  uint64_t Size = 0;
  uint64_t DataSize = 0;
  unsigned Moved = 0;
  unsigned Distance = 0;

  /// Small first; then few moves; then padding at the end, where a derived
  /// class may use it; then short ways.
  auto rank() const { return std::tie(Size, Moved, DataSize, Distance, Order); }
  /// What promises most when more moves follow.
  auto promise() const { return std::tie(Size, DataSize, Distance, Order); }
};

class Search {
public:
  Search(const RecordShape &Shape, const OrderRules &Rules)
      : Shape(Shape), Rules(Rules), Count(Shape.Units.size()),
        Smallest(smallestConceivableSize(Shape)) {
    Follows.assign(Count, llvm::SmallBitVector(Count));
    for (auto [First, Second] : Rules.Before)
      Follows[First].set(Second);
    Start.reserve(Count);
    for (unsigned I = 0; I < Count; ++I)
      Start.push_back(I);
  }

  std::optional<FieldOrder> run() {
    Candidate Best = rated(Start);
    const uint64_t Present = Best.Size;
    consider(rated(greedy()), Best);
    climb(Best);
    if (Best.Size >= Present)
      return std::nullopt;
    return FieldOrder{Best.Order, Best.Size, Best.DataSize, Best.Moved};
  }

private:
  void consider(const Candidate &New, Candidate &Best) const {
    if (New.rank() < Best.rank() && !growsElsewhere(New.Order))
      Best = New;
  }

  bool growsElsewhere(const Sequence &Order) const {
    return llvm::any_of(Rules.Elsewhere, [&](const RecordShape &Other) {
      return place(Other, Order).Size > Other.Size;
    });
  }

  Candidate rated(Sequence Order) const {
    Candidate Result;
    Placement Placed = place(Shape, Order);
    Result.Size = Placed.Size;
    Result.DataSize = Placed.DataSize;
    for (unsigned I = 0; I < Count; ++I)
      Result.Distance += I > Order[I] ? I - Order[I] : Order[I] - I;
    Result.Moved = Count - longestRise(Order);
    if (!keepsApart(Placed))
      Result.Size = UINT64_MAX;
    Result.Order = std::move(Order);
    return Result;
  }

  /// Returns how many units can be left alone: the longest increasing
  /// subsequence.
  static unsigned longestRise(const Sequence &Order) {
    Sequence Tails;
    for (unsigned Unit : Order) {
      auto At = llvm::lower_bound(Tails, Unit);
      if (At == Tails.end())
        Tails.push_back(Unit);
      else
        *At = Unit;
    }
    return Tails.size();
  }

  bool keepsApart(const Placement &Placed) const {
    auto Distance = [](uint64_t A, uint64_t B) {
      return A > B ? A - B : B - A;
    };
    for (unsigned I = 0; I < Rules.Shared.size(); ++I)
      for (unsigned J = 0; J < I; ++J) {
        const unsigned A = Shape.Units[Rules.Shared[I]].First;
        const unsigned B = Shape.Units[Rules.Shared[J]].First;
        uint64_t Now = Distance(Shape.Fields[A].Offset, Shape.Fields[B].Offset);
        uint64_t Then =
            Distance(Placed.BitOffsets[A] / 8, Placed.BitOffsets[B] / 8);
        if (Now >= CacheLine && Then < CacheLine)
          return false;
      }
    return true;
  }

  bool isRun(unsigned Unit) const {
    return Shape.Fields[Shape.Units[Unit].First].IsBitField ||
           Shape.Fields[Shape.Units[Unit].Last].IsBitField;
  }

  /// Two runs side by side would become one memory location: a data race
  /// where two threads own them.
  bool mergesRuns(const Sequence &Order) const {
    for (unsigned I = 1; I < Count; ++I)
      if (isRun(Order[I - 1]) && isRun(Order[I]))
        return true;
    return false;
  }

  bool isAllowed(const Sequence &Order) const {
    llvm::SmallBitVector Seen(Count);
    for (unsigned I = 0; I < Count; ++I) {
      if (Rules.GroupOf[Order[I]] != Rules.GroupOf[I] ||
          (Rules.IsPinned[Order[I]] && Order[I] != I) ||
          Seen.anyCommon(Follows[Order[I]]))
        return false;
      Seen.set(Order[I]);
    }
    return !mergesRuns(Order);
  }

  /// Fills each group from its start: what fits without a hole, the most
  /// aligned first.
  Sequence greedy() const {
    Sequence Order;
    llvm::SmallBitVector Used(Count);
    Order.reserve(Count);
    for (unsigned Slot = 0; Slot < Count; ++Slot) {
      std::optional<std::tuple<uint64_t, uint64_t, unsigned>> Best;
      for (unsigned Unit = 0; Unit < Count; ++Unit) {
        if (Used[Unit] || !mayFill(Slot, Unit, Used))
          continue;
        Sequence With = Order;
        With.push_back(Unit);
        const FieldShape &First = Shape.Fields[Shape.Units[Unit].First];
        uint64_t Offset =
            place(Shape, With).BitOffsets[Shape.Units[Unit].First];
        uint64_t End =
            Order.empty() ? Shape.Start : place(Shape, Order).DataSize;
        uint64_t Gap = Offset / 8 > End ? Offset / 8 - End : 0;
        std::tuple Key(Gap, UINT64_MAX - First.Align, Unit);
        if (!Best || Key < *Best)
          Best = Key;
      }
      if (!Best)
        return Start;
      Order.push_back(std::get<2>(*Best));
      Used.set(Order.back());
    }
    return isAllowed(Order) ? Order : Start;
  }

  bool mayFill(unsigned Slot, unsigned Unit,
               const llvm::SmallBitVector &Used) const {
    if (Rules.GroupOf[Unit] != Rules.GroupOf[Slot] ||
        (Rules.IsPinned[Unit] && Unit != Slot) ||
        (Rules.IsPinned[Slot] && Unit != Slot))
      return false;
    return llvm::all_of(Rules.Before, [&, Unit](const auto &Pair) {
      return Pair.second != Unit || Used[Pair.first];
    });
  }

  /// Moves one unit at a time, keeping the most promising orders, until the
  /// smallest size known to be reachable is reached.
  void climb(Candidate &Best) const {
    const unsigned Width = Count <= 24 ? 32 : 8;
    const unsigned Depth = std::min(Count, Count <= 24 ? 8u : 5u);
    std::vector<Candidate> Front = {rated(Start)};
    std::set<Sequence> Known = {Start};
    for (unsigned Moves = 1; Moves <= Depth && !Front.empty(); ++Moves) {
      std::vector<Candidate> Next;
      for (const Candidate &From : Front)
        addNeighbours(From.Order, Known, Next);
      for (const Candidate &New : Next)
        consider(New, Best);
      // With more moves the size can only tie what Best has already.
      if (Best.Size == Smallest && Best.Moved <= Moves)
        return;
      llvm::sort(Next, [](const Candidate &A, const Candidate &B) {
        return A.promise() < B.promise();
      });
      if (Next.size() > Width)
        Next.resize(Width);
      Front = std::move(Next);
    }
  }

  void addNeighbours(const Sequence &Order, std::set<Sequence> &Known,
                     std::vector<Candidate> &Next) const {
    for (unsigned From = 0; From < Count; ++From)
      for (unsigned To = 0; To < Count; ++To) {
        if (From == To || Rules.GroupOf[From] != Rules.GroupOf[To])
          continue;
        Sequence Moved = Order;
        Moved.erase(Moved.begin() + From);
        Moved.insert(Moved.begin() + To, Order[From]);
        if (!isAllowed(Moved) || !Known.insert(Moved).second)
          continue;
        Candidate New = rated(std::move(Moved));
        if (New.Size != UINT64_MAX)
          Next.push_back(std::move(New));
      }
  }

  const RecordShape &Shape;
  const OrderRules &Rules;
  const unsigned Count;
  const uint64_t Smallest;
  std::vector<llvm::SmallBitVector> Follows;
  Sequence Start;
};
} // namespace

OrderRules memtidy::freeRules(const RecordShape &Shape) {
  OrderRules Rules;
  Rules.GroupOf.assign(Shape.Units.size(), 0);
  for (const LayoutUnit &Unit : Shape.Units)
    Rules.IsPinned.push_back(
        llvm::any_of(llvm::seq_inclusive(Unit.First, Unit.Last),
                     [&](unsigned I) { return Shape.Fields[I].IsPinned; }));
  return Rules;
}

uint64_t memtidy::smallestConceivableSize(const RecordShape &Shape) {
  uint64_t Bits = 0;
  for (const FieldShape &F : Shape.Fields)
    Bits += F.IsBitField ? F.BitWidth : F.Size * 8;
  uint64_t Bytes = Shape.Start + llvm::divideCeil(Bits, 8);
  for (const VirtualBaseShape &Base : Shape.VirtualBases)
    Bytes += Base.Size;
  return llvm::alignTo(std::max({Bytes, Shape.MinSize, uint64_t(1)}),
                       Shape.Align);
}

std::optional<FieldOrder> memtidy::findSmallerOrder(const RecordShape &Shape,
                                                    const OrderRules &Rules) {
  // The search is quadratic in the fields; a hundred are no hand-made record.
  if (Shape.Units.size() < 2 || Shape.Units.size() > 100 ||
      smallestConceivableSize(Shape) >= Shape.Size)
    return std::nullopt;
  return Search(Shape, Rules).run();
}
