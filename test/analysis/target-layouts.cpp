// REQUIRES: driver
// RUN: %memtidy dump target-layouts %s -- -std=c++20 -ffreestanding | FileCheck %s

#include <stddef.h>
#include <stdint.h>

// Eight bytes everywhere, though `long` on one target and `long long` on others; 32-bit Linux aligns them to four.
// CHECK: Named on x86_64-linux-gnu: size 32, align 8: Kind@0 Id@8 Count@16 Place@24
// CHECK: Named on i686-linux-gnu: size 20, align 4: Kind@0 Id@4 Count@12 Place@16
// CHECK: Named on aarch64-linux-gnu: size 32, align 8: Kind@0 Id@8 Count@16 Place@24
// CHECK: Named on x86_64-pc-windows-msvc: size 32, align 8: Kind@0 Id@8 Count@16 Place@24
struct Named {
  char Kind;
  int64_t Id;
  size_t Count;
  void *Place;
};

// CHECK: Fundamental on x86_64-linux-gnu: size 48, align 16: Small@0 Number@8 Wide@16 Letter@32
// CHECK: Fundamental on i686-linux-gnu: size 24, align 4: Small@0 Number@4 Wide@8 Letter@20
// CHECK: Fundamental on aarch64-linux-gnu: size 48, align 16: Small@0 Number@8 Wide@16 Letter@32
// CHECK: Fundamental on x86_64-pc-windows-msvc: size 24, align 8: Small@0 Number@4 Wide@8 Letter@16
struct Fundamental {
  bool Small;
  long Number;
  long double Wide;
  wchar_t Letter;
};

// Microsoft's compilers start anew for a type of another size, and let nobody use the tail of a base.
// CHECK: Bits on x86_64-linux-gnu: size 4, align 4: A@0:0 B@0:3 C@1:0
// CHECK: Bits on x86_64-pc-windows-msvc: size 12, align 4: A@0:0 B@4:0 C@8:0
struct Bits {
  unsigned char A : 3;
  unsigned B : 3;
  unsigned char C : 3;
};

// CHECK: Derived on x86_64-linux-gnu: size 16, align 8: Last@12
// CHECK: Derived on i686-linux-gnu: size 12, align 4: Last@8
// CHECK: Derived on x86_64-pc-windows-msvc: size 24, align 8: Last@16
struct Base {
  virtual ~Base() = default;
  int Id;
};
struct Derived : Base {
  char Last;
};

// CHECK: Shared on x86_64-linux-gnu: size 32, align 8: Own@8
// CHECK: Shared on x86_64-pc-windows-msvc: size 32, align 8: Own@8
struct Shared : virtual Base {
  char Own;
};

template <class T> struct Holder {
  char Kind;
  T Value;
};
// CHECK: Holder<double> on i686-linux-gnu: size 12, align 4: Kind@0 Value@4
Holder<double> Doubles;
