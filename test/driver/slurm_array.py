# REQUIRES: driver, slurm
# RUN: %python %s %tools %t
"""A Slurm job array makes the facts, and the report over them is that of one process, byte for byte.

The cluster is this machine alone, started for this test, with its own key, ports and folders.
"""

import getpass
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time

from harness.tools import Tools

tools, folder = Tools.read(sys.argv[1]), os.path.abspath(sys.argv[2])
TASKS = 3


def path(*names):
    return os.path.join(folder, *names)


def write(name, text):
    with open(path(name), "w") as out:
        out.write(text)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def write_program():
    write("loop.h", "#include <memory>\nstruct Child;\nstruct Parent { std::shared_ptr<Child> Kid; void adopt(std::shared_ptr<Child>); };\n"
                    "struct Child { std::shared_ptr<Parent> Up; void attach(std::shared_ptr<Parent>); };\n")
    bodies = {
        "parent.cpp": "void Parent::adopt(std::shared_ptr<Child> Given) { Kid = Given; }\n",
        "child.cpp": "void Child::attach(std::shared_ptr<Parent> Given) { Up = Given; }\n",
        "main.cpp": "int main() { auto P = std::make_shared<Parent>(); auto C = std::make_shared<Child>(); P->adopt(C); C->attach(P); }\n",
    }
    for number in range(5):
        bodies["order%d.cpp" % number] = "struct Order%d { bool A; double B; bool C; };\nOrder%d Book%d[100];\n" % ((number,) * 3)
    for name, body in bodies.items():
        write(name, '#include "loop.h"\n' + body)
    write("compile_commands.json", json.dumps([
        {"directory": folder, "file": name, "arguments": ["clang++", "-std=c++20", "-c", name]} for name in bodies]))
    write(".memtidy.yaml", "root: true\n")


def write_cluster():
    os.makedirs(path("state"))
    os.makedirs(path("spool"))
    with open(os.open(path("key"), os.O_CREAT | os.O_WRONLY, 0o600), "wb") as key:
        key.write(os.urandom(1024))
    host = socket.gethostname().split(".")[0]
    settings = {
        "ClusterName": "memtidy", "SlurmctldHost": host + "(127.0.0.1)", "AuthType": "auth/munge", "AuthInfo": "socket=" + path("munge.socket"),
        "SlurmUser": getpass.getuser(), "SlurmctldPort": free_port(), "SlurmdPort": free_port(),
        "SlurmctldPidFile": path("slurmctld.pid"), "SlurmdPidFile": path("slurmd.pid"),
        "SlurmctldLogFile": path("slurmctld.log"), "SlurmdLogFile": path("slurmd.log"),
        "StateSaveLocation": path("state"), "SlurmdSpoolDir": path("spool"),
        "ProctrackType": "proctrack/pgid", "TaskPlugin": "task/none", "MailProg": "/bin/true", "ReturnToService": 2,
        "SelectType": "select/cons_tres", "SelectTypeParameters": "CR_CPU",
    }
    lines = ["%s=%s" % setting for setting in settings.items()]
    lines.append("NodeName=%s NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN" % host)
    lines.append("PartitionName=main Nodes=%s Default=YES MaxTime=INFINITE State=UP" % host)
    write("slurm.conf", "\n".join(lines) + "\n")


def start(*command):
    with open(path(command[0] + ".out"), "w") as out:
        return subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)


def wait_for(what, condition):
    for _ in range(600):
        if condition():
            return
        time.sleep(0.1)
    sys.exit("the cluster does not start: no " + what)


def is_idle():
    done = subprocess.run(["sinfo", "--noheader", "-o", "%t"], capture_output=True, text=True)
    return done.stdout.strip() == "idle"


def run(*command):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


shutil.rmtree(folder, ignore_errors=True)
os.makedirs(path("facts"))
write_program()
write_cluster()
os.environ["SLURM_CONF"] = path("slurm.conf")
daemons = []
try:
    daemons.append(start("munged", "--foreground", "--force", "--key-file", path("key"), "--socket", path("munge.socket"),
                         "--pid-file", path("munge.pid"), "--log-file", path("munge.log"), "--seed-file", path("munge.seed")))
    wait_for("munged", lambda: os.path.exists(path("munge.socket")))
    daemons.append(start("slurmctld", "-D", "-f", path("slurm.conf")))
    daemons.append(start("slurmd", "-D", "-f", path("slurm.conf")))
    wait_for("idle node", is_idle)
    write("facts.sh", "#!/bin/sh\n#SBATCH --array=1-%d\n"
                      "%s facts --shard $SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT -j 1 --no-progress --cache-dir cache "
                      "-o facts/$SLURM_ARRAY_TASK_ID.facts\n" % (TASKS, tools.memtidy))
    code, said = run("sbatch", "--wait", "--output", path("task-%a.log"), "facts.sh")
    assert code == 0, said
finally:
    for daemon in reversed(daemons):
        os.killpg(daemon.pid, signal.SIGTERM)
        daemon.wait()

made = ["facts/%d.facts" % (task + 1) for task in range(TASKS)]
code, said = run(tools.memtidy, "report", *made, "--output", "json:array.json", "--output", "concise")
assert code == 1 and "memtidy-ownership-cycle" in said, said
code, said = run(tools.memtidy, "check", "--no-cache", "-j1", "--no-progress", "--output", "json:whole.json")
assert code == 1, said
with open(path("array.json"), "rb") as array, open(path("whole.json"), "rb") as whole:
    assert array.read() == whole.read(), "the array says something else"
