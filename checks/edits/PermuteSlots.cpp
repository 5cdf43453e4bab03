//===- PermuteSlots.cpp - Lets the items of a list change places ----------===//

#include "checks/edits/PermuteSlots.h"
#include "checks/edits/SourceText.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <vector>

using namespace clang;
using namespace memtidy;

namespace {
/// One item: its text and the comment behind it. Offsets in the file.
struct Item {
  unsigned Begin, End;
  unsigned TailBegin, TailEnd; ///< Empty where there is no comment.
  bool IsLastOnLine;
};

class Permuter {
public:
  Permuter(const ASTContext &Context, EditPlan &Plan)
      : Context(Context), Sources(Context.getSourceManager()), Plan(Plan) {}

  void run(llvm::ArrayRef<SourceRange> Slots, llvm::ArrayRef<unsigned> Order) {
    for (SourceRange Slot : Slots)
      if (!addItem(Slot))
        return;
    for (unsigned I = 0; I < Items.size(); ++I)
      if (!findTail(I))
        return Plan.refuse("a comment or macro stands between the items",
                           Slots[I].getBegin());
    for (unsigned I = 0; I < Items.size(); ++I)
      if (Order[I] != I)
        place(Items[Order[I]], Items[I], Slots[I].getBegin());
  }

private:
  bool addItem(SourceRange Slot) {
    std::optional<CharSourceRange> Range = editableRange(Context, Slot);
    if (!Range) {
      Plan.refuse("a macro makes a part of the list", Slot.getBegin());
      return false;
    }
    auto [InFile, Begin] = Sources.getDecomposedLoc(Range->getBegin());
    File = InFile;
    Buffer = Sources.getBufferData(File);
    unsigned End = Sources.getFileOffset(Range->getEnd());
    Items.push_back({Begin, End, End, End, false});
    return true;
  }

  static llvm::StringRef blanks(llvm::StringRef Text) {
    return Text.take_while([](char C) { return C == ' ' || C == '\t'; });
  }

  /// Finds the comment behind an item. Returns whether nothing but that, one
  /// comma and white space stands before the next.
  bool findTail(unsigned Index) {
    Item &This = Items[Index];
    const bool IsLast = Index + 1 == Items.size();
    unsigned At = This.End;
    llvm::StringRef Rest = Buffer.drop_front(At);
    bool HasComma =
        !IsLast && Rest.drop_front(blanks(Rest).size()).starts_with(",");
    if (HasComma)
      At += blanks(Rest).size() + 1;
    This.TailBegin = This.TailEnd = At;
    Rest = Buffer.drop_front(At);
    llvm::StringRef Comment = Rest.drop_front(blanks(Rest).size());
    if (Comment.starts_with("//"))
      Comment =
          Comment.take_until([](char C) { return C == '\n' || C == '\r'; });
    else if (Comment.starts_with("/*"))
      Comment = Comment.take_front(Comment.find("*/") + 2);
    else
      Comment = "";
    if (!Comment.empty())
      This.TailEnd = Comment.end() - Buffer.begin();
    Rest = Buffer.drop_front(This.TailEnd);
    Rest = Rest.drop_front(blanks(Rest).size());
    This.IsLastOnLine = Rest.empty() || Rest[0] == '\n' || Rest[0] == '\r';
    if (IsLast)
      return true;
    llvm::StringRef Gap =
        Buffer.slice(This.TailEnd, Items[Index + 1].Begin).trim();
    return HasComma ? Gap.empty() : Gap == ",";
  }

  void place(const Item &From, const Item &To, SourceLocation Loc) {
    llvm::StringRef Tail = Buffer.slice(From.TailBegin, From.TailEnd);
    if (Tail.ltrim().starts_with("//") && !To.IsLastOnLine)
      return Plan.refuse("a line comment would swallow what follows it", Loc);
    replace(To.Begin, To.End, Buffer.slice(From.Begin, From.End));
    replace(To.TailBegin, To.TailEnd, Tail);
  }

  void replace(unsigned Begin, unsigned End, llvm::StringRef Text) {
    if (Plan.isRefused() || Buffer.slice(Begin, End) == Text)
      return;
    SourceLocation Start = Sources.getLocForStartOfFile(File);
    Plan.Edits.push_back(
        {CharSourceRange::getCharRange(Start.getLocWithOffset(Begin),
                                       Start.getLocWithOffset(End)),
         Text.str()});
  }

  const ASTContext &Context;
  const SourceManager &Sources;
  EditPlan &Plan;
  FileID File;
  llvm::StringRef Buffer;
  std::vector<Item> Items;
};
} // namespace

void memtidy::permuteSlots(const ASTContext &Context,
                           llvm::ArrayRef<SourceRange> Slots,
                           llvm::ArrayRef<unsigned> Order, EditPlan &Plan) {
  if (!llvm::is_sorted(Order))
    Permuter(Context, Plan).run(Slots, Order);
}
