# How lit runs memtidy's tests. One test: lit -v <build>/test/checks/record/padded-record.cpp

import os
import shutil
import sys

import lit.formats

config.name = "memtidy"
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = config.memtidy_obj_root
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".cpp", ".test", ".py"]
# What tests share, inputs, and what other tools drive.
config.excludes = ["Inputs", "harness", "bench", "lit.cfg.py", "check_memtidy.py", "count.py"]

sys.path.insert(0, config.test_source_root)
from harness.tools import Tools

tools = Tools.read(config.memtidy_tools_file)


def quoted(*words):
    return " ".join("'%s'" % word for word in words)


check_memtidy = os.path.join(config.test_source_root, "check_memtidy.py")
# What a program that is not ours needs in front of it to load a sanitized plugin.
preload = ["env"] + (["LD_PRELOAD=" + tools.asan_runtime] if tools.asan_runtime else [])
clang_tidy = preload + [tools.llvm("clang-tidy")]
clang_tidy_plugin = clang_tidy + ["--load=" + tools.plugin, "--checks=-*,memtidy-*", "--quiet"]
# lit replaces in this order: the longer name first.
config.substitutions += [
    ("%clang_tidy_plugin", quoted(*clang_tidy_plugin)),
    ("%check_memtidy", quoted(tools.python, check_memtidy, "--tools=" + tools.path)),
    ("%clang_tidy", quoted(*clang_tidy)),
    ("%preload", quoted(*preload)),
    ("%clangxx", quoted(tools.llvm("clang++"))),
    ("%clangd", quoted(tools.clangd)),
    ("%memtidy", quoted(tools.memtidy)),
    ("%plugin", quoted(tools.plugin)),
    ("%python", quoted(tools.python)),
    ("%tools", quoted(tools.path)),
    ("%nvim", quoted(tools.nvim)),
    ("%llvm_include", quoted(os.path.join(os.path.dirname(tools.llvm_bin), "include"))),
    ("%source", quoted(tools.source_dir)),
    ("%build", quoted(tools.build_dir)),
]
for feature in ("memtidy", "clangd", "plugin", "nvim"):
    if getattr(tools, feature):
        config.available_features.add({"memtidy": "driver", "nvim": "neovim"}.get(feature, feature))
if tools.sanitize:
    config.available_features.add("asan")
if all(shutil.which(daemon) for daemon in ("munged", "slurmctld", "slurmd", "sbatch")):
    config.available_features.add("slurm")
sarif_multitool = os.path.join(tools.build_dir, "npm", "node_modules", ".bin", "sarif-multitool")
if os.path.exists(sarif_multitool):
    config.available_features.add("sarif-multitool")
config.substitutions.append(("%sarif_multitool", quoted("env", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1", sarif_multitool)))
if os.path.exists("/usr/include/range/v3/experimental/utility/generator.hpp"):
    config.available_features.add("range-v3")

environment = config.environment
environment["PATH"] = os.pathsep.join([tools.llvm_bin, environment["PATH"]])
environment["PYTHONPATH"] = config.test_source_root
environment["PYTHONDONTWRITEBYTECODE"] = "1"
for name in ("MEMTIDY_TEST_ALL_HOSTS", "ASAN_OPTIONS", "UBSAN_OPTIONS"):
    if name in os.environ:
        environment[name] = os.environ[name]
if tools.sanitize:
    # LLVM's libraries are built without sanitizers: a container that both sides touch looks overflown, an allocator that both use looks
    # poisoned, and clang leaks by design.
    given = environment.get("ASAN_OPTIONS", "")
    lenient = ["detect_leaks=0", "detect_container_overflow=0", "allow_user_poisoning=0"]
    environment["ASAN_OPTIONS"] = ":".join(filter(None, [*lenient, given]))
    environment["UBSAN_OPTIONS"] = environment.get("UBSAN_OPTIONS", "print_stacktrace=1")
# The user's own settings must not reach a test.
environment["HOME"] = environment["XDG_CONFIG_HOME"] = os.path.join(config.test_exec_root, "home")
os.makedirs(environment["HOME"], exist_ok=True)
