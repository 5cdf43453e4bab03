//===- ReportFile.h - Reports as JSON documents ---------------------------===//
//
// The format is docs/memtidy.report.schema.json. It holds no time and no
// machine: the same input gives the same bytes.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_REPORT_REPORTFILE_H
#define MEMTIDY_REPORT_REPORTFILE_H

#include "driver/report/Report.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace memtidy {

/// Writes \p Result with paths below \p BaseDir relative to it.
void writeReport(const Report &Result, llvm::StringRef BaseDir,
                 llvm::raw_ostream &OS);

/// Writes each issue as one line of JSON, and the run itself as the last line.
void writeReportLines(const Report &Result, llvm::StringRef BaseDir,
                      llvm::raw_ostream &OS);

/// Reads the document \p File that writeReport() wrote ("-": standard input);
/// relative paths in it are taken against the current folder. The error names
/// the file, what is wrong in it and where.
llvm::Expected<Report> readReport(llvm::StringRef File);

} // namespace memtidy

#endif // MEMTIDY_REPORT_REPORTFILE_H
