# cmake -DBOLT=llvm-bolt -DPROGRAM=FILE -DSOURCE=DIR -DLLVM_INCLUDE=DIR -DWORK=DIR -P Bolt.cmake: rearranges PROGRAM's code.
# PROGRAM, linked with its relocations, is replaced when all is done and the new one says what the old one said; else it stays.

# Sources of our own that need no generated header: clang's headers, LLVM's, the standard library. Not those of test/bench, which
# would then measure what they trained.
set(TRAINING checks/analysis/LoopFold.cpp driver/apply/FixPlan.cpp docs/example/Session.cpp)
set(CHECK check ${TRAINING} --no-cache -j1 --no-progress --fail-on never --timeout-per-tu 0 --output json)
set(FLAGS -- -std=c++20 -fno-exceptions -I${SOURCE} -isystem${LLVM_INCLUDE})

# step(WHAT OUT COMMAND...): runs COMMAND, whose output goes to OUT; ends the script when it fails.
function(step WHAT OUT)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${SOURCE} RESULT_VARIABLE RESULT OUTPUT_FILE ${OUT} ERROR_FILE ${WORK}/errors.txt)
  if(NOT RESULT EQUAL 0)
    list(JOIN ARGN " " COMMAND)
    file(READ ${WORK}/errors.txt ERRORS)
    # FATAL_ERROR breaks lines where it likes; this does not.
    message(NOTICE "MEMTIDY_BOLT: ${WHAT} failed (${RESULT}): ${COMMAND}\n${ERRORS}"
      "${PROGRAM} is as the linker made it. To do without llvm-bolt, configure with -DMEMTIDY_BOLT=OFF.")
    message(FATAL_ERROR "${WHAT} failed")
  endif()
endfunction()

file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
step("the program that was linked" ${WORK}/expected.json ${PROGRAM} ${CHECK} ${FLAGS})

# Workers end by _exit(), which writes no profile. But as long as profiles have no process id in their names, forked processes count in
# one shared memory, and the first process writes for all. The path of the binary is for those who may not read /proc/self/map_files.
step("llvm-bolt --instrument" ${WORK}/instrument.txt ${BOLT} ${PROGRAM} -o ${WORK}/instrumented --instrument
     --instrumentation-file=${WORK}/profile.fdata --instrumentation-binpath=${WORK}/instrumented)
step("training" ${WORK}/trained.json ${WORK}/instrumented ${CHECK} ${FLAGS})

# Functions whose addresses somebody may compare are not merged: -icf=safe.
step("llvm-bolt" ${WORK}/optimise.txt ${BOLT} ${PROGRAM} -o ${WORK}/finished -data=${WORK}/profile.fdata -reorder-blocks=ext-tsp
     -reorder-functions=cdsort -split-functions -split-all-cold -split-eh -icf=safe)
step("the rearranged program" ${WORK}/said.json ${WORK}/finished ${CHECK} ${FLAGS})
step("comparing what the programs say" ${WORK}/compared.txt
     ${CMAKE_COMMAND} -E compare_files ${WORK}/expected.json ${WORK}/said.json)

file(RENAME ${WORK}/finished ${PROGRAM})
file(REMOVE ${WORK}/instrumented ${WORK}/profile.fdata)
