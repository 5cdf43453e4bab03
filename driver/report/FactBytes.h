//===- FactBytes.h - Facts as bytes ---------------------------------------===//

#ifndef MEMTIDY_REPORT_FACTBYTES_H
#define MEMTIDY_REPORT_FACTBYTES_H

#include "checks/model/Program.h"
#include "driver/support/Bytes.h"

namespace memtidy {

/// The same facts always give the same bytes.
void write(ByteWriter &Out, const Program &Facts);
void read(ByteReader &In, Program &Facts);

} // namespace memtidy

#endif // MEMTIDY_REPORT_FACTBYTES_H
