// What a file says of a map that its class uses like a record, to whoever knows the other files.
// RUN: %memtidy dump facts %s -- -std=c++20 | FileCheck %s
// RUN: %memtidy dump facts %s -- -std=c++20 -DWALK | FileCheck --check-prefix=ESCAPES %s
#include <map>
#include <string>

class Node {
public:
  void setWidth(int width) { Attributes["width"] = width; }
  int width() { return Attributes.count("width") ? Attributes.at("width") : 0; }
#ifdef WALK
  int sum() {
    int All = 0;
    for (auto &[Key, Value] : Attributes)
      All += Value;
    return All;
  }
#endif

private:
  std::map<std::string, int> Attributes;
};

// CHECK: "maps":{{\[\[}}
// CHECK-DAG: "Node::Attributes"
// CHECK-DAG: "width"
// CHECK-DAG: "int"
// ESCAPES: "maps":{{.*}},[]]],"part":false,"records"
