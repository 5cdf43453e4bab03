//===- ReorderFields.cpp - Puts fields in another order -------------------===//

#include "checks/edits/ReorderFields.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace memtidy;

namespace {
/// The text of one declaration in the new order.
struct Piece {
  unsigned Group;
  std::string Text;
};

class Reorderer {
public:
  Reorderer(const ASTContext &Context, const RecordText &Record, EditPlan &Plan)
      : Sources(Context.getSourceManager()), Record(Record), Plan(Plan),
        Buffer(Sources.getBufferData(Record.File)) {}

  void run(llvm::ArrayRef<const FieldDecl *> Order) {
    std::vector<Piece> Pieces = cut(Order);
    for (unsigned Begin = 0; Begin < Record.Texts.size();) {
      unsigned End = Begin + 1;
      while (End < Record.Texts.size() &&
             Record.Texts[End].Group == Record.Texts[Begin].Group)
        ++End;
      fillGroup(Begin, End, Pieces);
      Begin = End;
    }
  }

private:
  const FieldText &textOf(const FieldDecl *Field) const {
    return *llvm::find_if(Record.Texts, [&](const FieldText &Text) {
      return llvm::is_contained(Text.Fields, Field);
    });
  }

  std::vector<Piece> cut(llvm::ArrayRef<const FieldDecl *> Order) {
    std::vector<Piece> Pieces;
    while (!Order.empty()) {
      const FieldText &Text = textOf(Order.front());
      llvm::ArrayRef<const FieldDecl *> Whole(Text.Fields);
      if (Order.take_front(Whole.size()) == Whole) {
        Pieces.push_back(
            {Text.Group, Buffer.slice(Text.Begin, Text.End).str()});
        Order = Order.drop_front(Whole.size());
        continue;
      }
      if (Text.Declarators.empty()) {
        Plan.refuse("a declaration of several fields cannot be split",
                    Order.front()->getLocation());
        return {};
      }
      const unsigned At = llvm::find(Whole, Order.front()) - Whole.begin();
      Pieces.push_back(
          {Text.Group, Text.Specifiers + " " + Text.Declarators[At] + ";"});
      Order = Order.drop_front();
    }
    return Pieces;
  }

  void fillGroup(unsigned Begin, unsigned End,
                 const std::vector<Piece> &Pieces) {
    llvm::SmallVector<std::string, 8> Slots(End - Begin);
    unsigned Slot = 0;
    for (const Piece &P : Pieces) {
      if (P.Group != Record.Texts[Begin].Group)
        continue;
      // Declarations that were split off share the last slot.
      unsigned At = std::min<unsigned>(Slot++, Slots.size() - 1);
      if (!Slots[At].empty())
        Slots[At] += separator(Record.Texts[Begin + At]);
      Slots[At] += P.Text;
    }
    for (unsigned I = Begin; I < End; ++I) {
      const FieldText &Old = Record.Texts[I];
      if (Buffer.slice(Old.Begin, Old.End) == Slots[I - Begin])
        continue;
      checkLines(Begin, End);
      if (!Plan.isRefused())
        Plan.Edits.push_back({range(Old), Slots[I - Begin]});
    }
  }

  /// A line comment must not swallow what follows in its new place.
  void checkLines(unsigned Begin, unsigned End) {
    bool SharesLine = false;
    bool HasComments = false;
    for (unsigned I = Begin; I < End; ++I) {
      SharesLine |= !Record.Texts[I].HasOwnLines;
      HasComments |= Record.Texts[I].EndsInLineComment ||
                     Record.Texts[I].Begin != Record.Texts[I].DeclBegin;
    }
    if (SharesLine && HasComments)
      Plan.refuse("a field shares its line with others beside a comment",
                  Record.Texts[Begin].Fields.front()->getLocation());
  }

  std::string separator(const FieldText &Text) const {
    if (!Text.HasOwnLines)
      return " ";
    llvm::StringRef Line = Buffer.take_front(Text.Begin);
    Line = Line.drop_front(Line.rfind('\n') + 1);
    llvm::StringRef Rest = Buffer.drop_front(Text.End);
    bool IsDos = Rest.take_front(Rest.find('\n')).ends_with("\r");
    return (IsDos ? "\r\n" : "\n") + Line.str();
  }

  CharSourceRange range(const FieldText &Text) const {
    SourceLocation Start = Sources.getLocForStartOfFile(Record.File);
    return CharSourceRange::getCharRange(Start.getLocWithOffset(Text.Begin),
                                         Start.getLocWithOffset(Text.End));
  }

  const SourceManager &Sources;
  const RecordText &Record;
  EditPlan &Plan;
  llvm::StringRef Buffer;
};
} // namespace

void memtidy::reorderFields(const ASTContext &Context, const RecordText &Text,
                            llvm::ArrayRef<const FieldDecl *> Order,
                            EditPlan &Plan) {
  if (!Text.Refusal.empty())
    return Plan.refuse(Text.Refusal, Text.RefusedAt);
  Reorderer(Context, Text, Plan).run(Order);
}
