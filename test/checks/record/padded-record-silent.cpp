// RUN: %check_memtidy %s memtidy-padded-record --level possible
// Records that spend their bytes on purpose, or that nobody wrote.

namespace std {
template <class T> struct atomic {
  T Value;
};
class mutex {
  char Data[40];
};
class jthread {
  unsigned long Id;

public:
  jthread(void (*Run)(void *), void *Argument);
  ~jthread();
};
inline constexpr unsigned long hardware_destructive_interference_size = 64;
} // namespace std

namespace {

struct __attribute__((packed)) PackedOk {
  bool First;
  double Wide;
  bool Second;
};
PackedOk Packed[4];

struct AlignedMemberOk {
  alignas(64) int Head;
  bool First;
  alignas(64) int Tail;
  double Wide;
  bool Second;
};
AlignedMemberOk AlignedMember[4];

struct alignas(64) AlignedRecordOk {
  bool First;
  double Wide;
  bool Second;
};
AlignedRecordOk AlignedRecord[4];

struct PaddingMemberOk {
  bool First;
  char Pad[7];
  double Wide;
  bool Second;
  int Number;
  bool Third;
  double More;
};
PaddingMemberOk PaddingMember[4];

struct InterferenceOk {
  bool First;
  double Wide;
  bool Second;
  char Rest[std::hardware_destructive_interference_size];
};
InterferenceOk Interference[4];

// Two threads, two cache lines: a better order would bring them together.
struct ApartOk {
  std::atomic<char> Head;
  double Cold[8];
  std::atomic<char> Tail;
};
ApartOk Apart[4];

struct FlexibleOk {
  bool First;
  double Wide;
  bool Second;
  int Rest[];
};

#define FIELD(Type, Name) Type Name
struct MacroFieldOk {
  FIELD(bool, First);
  FIELD(double, Wide);
  FIELD(bool, Second);
};
MacroFieldOk MacroField[4];

#define RECORD(Name) struct Name { bool First; double Wide; bool Second; }
RECORD(MacroRecordOk);
MacroRecordOk MacroRecord[4];

void lambdaOk(bool First, double Wide, bool Second) {
  auto Closure = [First, Wide, Second] { return First + Wide + Second; };
  decltype(Closure) Copies[2] = {Closure, Closure};
  (void)Copies;
}

// Each initialiser reads the member before it: no order is free.
struct ReadsEarlierOk {
  bool First = true;
  double Wide = First ? 1 : 2;
  bool Second = Wide > 1;
};
ReadsEarlierOk ReadsEarlier[4];

// The order of calls is behaviour.
int nextNumber();
struct CallsOk {
  CallsOk() : First(nextNumber()), Wide(nextNumber()), Second(nextNumber()) {}
  bool First;
  double Wide;
  bool Second;
};
CallsOk Calls[4];

// The thread starts after what it reads and ends before it.
struct ThreadOk {
  ThreadOk() : Worker(run, this) {}
  static void run(void *);
  bool Stop = false;
  std::jthread Worker;
  bool Done = false;
};
ThreadOk Threads[4];

template <class Value> class vector {
  Value *Begin;
};
struct TreeOk {
  bool First;
  double Wide;
};
vector<TreeOk> Tree;

} // namespace

struct Incomplete;
