// RUN: %check_memtidy %s memtidy-ownership-cycle --real-std --no-fixes

#include <any>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

// Two statements tie two objects.
struct Right;
struct Left {
  std::shared_ptr<Right> right; // CHECK: :[[@LINE]]:26: warning: 'Left' and 'Right' own each other through 'right' and 'left', so neither is ever freed
};
struct Right {
  std::shared_ptr<Left> left;
};
void tieBad() {
  auto a = std::make_shared<Left>();
  auto b = std::make_shared<Right>();
  a->right = b;
  b->left = a;
}

// A child that keeps what made it.
struct Worker;
struct Owner : std::enable_shared_from_this<Owner> {
  void startBad();
  std::shared_ptr<Worker> worker;
};
struct Worker {
  explicit Worker(std::shared_ptr<Owner> owner) : owner(std::move(owner)) {}
  std::shared_ptr<Owner> owner; // CHECK: :[[@LINE]]:26: warning: 'Owner' and 'Worker' own each other through 'worker' and 'owner', so neither is ever freed
};
void Owner::startBad() { worker = std::make_shared<Worker>(shared_from_this()); }

// The same without a way back.
struct WeakWorker;
struct WeakOwner : std::enable_shared_from_this<WeakOwner> {
  void startOk();
  std::shared_ptr<WeakWorker> worker;
};
struct WeakWorker {
  explicit WeakWorker(std::weak_ptr<WeakOwner> owner) : owner(std::move(owner)) {}
  std::weak_ptr<WeakOwner> owner;
};
void WeakOwner::startOk() { worker = std::make_shared<WeakWorker>(weak_from_this()); }

struct Ring {
  std::shared_ptr<Ring> next; // CHECK: :[[@LINE]]:25: warning: 'Ring' owns itself through 'next', so it is never freed
};
void closeBad(std::shared_ptr<Ring> node) { node->next = node; }

// Both directions, by a setter.
struct Tree : std::enable_shared_from_this<Tree> {
  void setParent(std::shared_ptr<Tree> to) { parent = std::move(to); }
  void addBad(std::shared_ptr<Tree> child) {
    children.push_back(child);
    child->setParent(shared_from_this());
  }
  std::vector<std::shared_ptr<Tree>> children;
  std::shared_ptr<Tree> parent; // CHECK: :[[@LINE]]:25: warning: 'Tree' owns itself through 'children' and 'parent', so it is never freed
};

struct WeakTree {
  static void linkOk(std::shared_ptr<WeakTree> a, std::shared_ptr<WeakTree> b) {
    a->children.push_back(b);
    b->parent = a;
  }
  std::vector<std::shared_ptr<WeakTree>> children;
  std::weak_ptr<WeakTree> parent;
};

// A rotation overwrites the link that would close the loop.
struct Binary {
  std::shared_ptr<Binary> left, right;
};
std::shared_ptr<Binary> rotateOk(std::shared_ptr<Binary> top) {
  auto below = top->left;
  auto between = below->right;
  below->right = top;
  top->left = between;
  return below;
}
void replaceOk(std::shared_ptr<Binary> node) { node->left = node->left->left; }

// Built bottom-up: each is older than what keeps it.
struct Expression {
  Expression(std::shared_ptr<Expression> left, std::shared_ptr<Expression> right)
      : left(left), right(right) {}
  std::shared_ptr<Expression> left, right;
};

// A handle kept by value in what it shares.
struct Content;
struct Handle {
  void growBad(int index);
  std::shared_ptr<Content> content; // CHECK: :[[@LINE]]:28: warning: 'Content', 'Entry' and 'Handle' own each other through 'entries', 'handle' and 'content', so none is ever freed
};
struct Entry {
  Entry(const Handle &handle, int index) : handle(handle), index(index) {}
  Handle handle;
  int index;
};
struct Content {
  std::vector<Entry> entries;
};
void Handle::growBad(int index) { content->entries.push_back(Entry(*this, index)); }

// Through a base, with a pointer to const.
struct Registry;
struct Action {
  virtual ~Action() = default;
};
struct Registry {
  void insert(std::shared_ptr<Action> action) { actions.push_back(std::move(action)); }
  std::vector<std::shared_ptr<Action>> actions;
};
struct Diagnostic : Action {
  explicit Diagnostic(std::shared_ptr<const Registry> registry) : registry(std::move(registry)) {}
  std::shared_ptr<const Registry> registry; // CHECK: :[[@LINE]]:35: warning: 'Diagnostic' and 'Registry' own each other through 'registry' and 'actions', so neither is ever freed
};
void setUpBad(std::shared_ptr<Registry> registry) {
  auto diagnostic = std::make_shared<Diagnostic>(registry);
  registry->insert(diagnostic);
}

// Branches that exclude each other.
struct Once;
struct Other {
  std::shared_ptr<Once> once;
};
struct Once {
  std::shared_ptr<Other> other;
};
void eitherOk(bool first) {
  auto a = std::make_shared<Once>();
  auto b = std::make_shared<Other>();
  if (first)
    a->other = b;
  else
    b->once = a;
}

// Untied again before anybody goes.
struct Pair {
  std::shared_ptr<Pair> twin;
};
void untieOk(std::shared_ptr<Pair> a, std::shared_ptr<Pair> b) {
  a->twin = b;
  b->twin = a;
  a->twin.reset();
}

// Set by setters from objects that exist: the types alone would not tell.
struct Model;
struct View {
  void setModel(std::shared_ptr<Model> to) { model = to; }
  std::shared_ptr<Model> model;
};
struct Model {
  void setViewBad(std::shared_ptr<View> to) { view = to; }
  std::shared_ptr<View> view; // CHECK: :[[@LINE]]:25: warning: 'Model' and 'View' own each other through 'view' and 'model': once all are set, neither is freed
};

// A macro makes the fields; a template makes the loop.
#define OWNS(Type, Name) std::shared_ptr<Type> Name
struct Second;
struct First {
  OWNS(Second, second); // CHECK: :[[@LINE]]:16: warning: 'First' and 'Second' own each other through 'second' and 'first', so neither is ever freed
};
struct Second {
  OWNS(First, first);
};
void tieMacrosBad(std::shared_ptr<First> a, std::shared_ptr<Second> b) {
  a->second = b;
  b->first = a;
}

template <typename T> struct Cell {
  void pushBad(std::shared_ptr<Cell<T>> cell) {
    cell->previous = cell->next;
    next = cell;
    cell->next = cell;
  }
  std::shared_ptr<Cell<T>> next; // CHECK: :[[@LINE]]:28: warning: 'Cell' owns itself through 'next', so it is never freed
  std::shared_ptr<Cell<T>> previous;
};

// The destructor would untie, but never runs.
struct Session;
struct Stream {
  std::shared_ptr<Session> session; // CHECK: :[[@LINE]]:28: warning: 'Session' and 'Stream' own each other through 'stream' and 'session', so neither is ever freed
};
struct Session : std::enable_shared_from_this<Session> {
  ~Session() { stream.reset(); }
  void openBad() {
    stream = std::make_unique<Stream>();
    stream->session = shared_from_this();
  }
  std::unique_ptr<Stream> stream;
};

// By way of a function that only the destructor can and does call.
struct Inquiry;
struct Notice {
  std::shared_ptr<Inquiry> request; // CHECK: :[[@LINE]]:28: warning: 'Inquiry' and 'Notice' own each other through 'answer' and 'request', so neither is ever freed
};
struct Inquiry : std::enable_shared_from_this<Inquiry> {
  ~Inquiry() { forget(); }
  void sendBad() {
    answer = std::make_shared<Notice>();
    answer->request = shared_from_this();
  }

private:
  void forget() { answer.reset(); }
  std::shared_ptr<Notice> answer;
};
// Another function calls it, too.
struct Lender;
struct Loan {
  std::shared_ptr<Lender> lender; // CHECK: :[[@LINE]]:27: warning: 'Lender' and 'Loan' own each other through 'loan' and 'lender': once all are set, neither is freed
};
struct Lender : std::enable_shared_from_this<Lender> {
  ~Lender() { forget(); }
  void lendBad() {
    loan = std::make_shared<Loan>();
    loan->lender = shared_from_this();
  }
  void settle() { forget(); }

private:
  void forget() { loan.reset(); }
  std::shared_ptr<Loan> loan;
};

// Taken apart by a function of its own: only likely.
struct Plug;
struct Socket {
  std::shared_ptr<Plug> plug;
};
struct Plug {
  void unplug() { socket.reset(); }
  std::shared_ptr<Socket> socket; // CHECK: :[[@LINE]]:27: warning: 'Plug' and 'Socket' own each other through 'socket' and 'plug': once all are set, neither is freed
};
void plugInBad(std::shared_ptr<Plug> plug, std::shared_ptr<Socket> socket) {
  plug->socket = socket;
  socket->plug = plug;
}

struct Silenced {
  std::shared_ptr<Silenced> next; // NOLINT(memtidy-ownership-cycle)
};
void silencedOk(std::shared_ptr<Silenced> node) { node->next = node; }
struct SilencedLink {
  std::shared_ptr<SilencedLink> next;
};
void silencedLinkOk(std::shared_ptr<SilencedLink> node) {
  node->next = node; // NOLINT(memtidy-ownership-cycle)
}

// NOLINTBEGIN(memtidy-ownership-*)
struct SilencedBlock {
  std::shared_ptr<SilencedBlock> next;
};
// NOLINTEND(memtidy-ownership-*)
void silencedBlockOk(std::shared_ptr<SilencedBlock> node) { node->next = node; }
// NOLINTBEGIN(google-*)
struct OtherBlock {
  std::shared_ptr<OtherBlock> next; // CHECK: :[[@LINE]]:31: warning: 'OtherBlock' owns itself through 'next', so it is never freed
};
// NOLINTEND(google-*)
void otherBlockBad(std::shared_ptr<OtherBlock> node) { node->next = node; }

struct Allowed {
  [[clang::annotate("memtidy:allow=ownership-cycle;reason=freed by hand")]] std::shared_ptr<Allowed> next;
};
void allowedOk(std::shared_ptr<Allowed> node) { node->next = node; }

// What a lambda does is not followed.
struct Leaf;
struct Branch : std::enable_shared_from_this<Branch> {
  void FN_adoptBad(std::vector<std::shared_ptr<Leaf>> given);
  std::vector<std::shared_ptr<Leaf>> leaves;
};
struct Leaf {
  std::shared_ptr<Branch> branch;
};
void Branch::FN_adoptBad(std::vector<std::shared_ptr<Leaf>> given) {
  leaves = given;
  auto adopt = [this](Leaf &leaf) { leaf.branch = shared_from_this(); };
  for (auto &leaf : leaves)
    adopt(*leaf);
}

// The setters are defined elsewhere; their names and types say what they do.
struct Device;
struct Driver {
  void setDevice(std::shared_ptr<Device> to);
  std::shared_ptr<Device> device;
};
struct Device {
  void setDriver(std::shared_ptr<Driver> to);
  std::shared_ptr<Driver> driver; // CHECK: :[[@LINE]]:27: warning: 'Device' and 'Driver' own each other through 'driver' and 'device': once all are set, neither is freed
};
void connectBad() {
  auto driver = std::make_shared<Driver>();
  auto device = std::make_shared<Device>();
  driver->setDevice(device);
  device->setDriver(driver);
}

// By a key into a map.
struct Room;
struct House : std::enable_shared_from_this<House> {
  void addBad(const std::string &name);
  std::map<std::string, std::shared_ptr<Room>> rooms;
};
struct Room {
  std::shared_ptr<House> house; // CHECK: :[[@LINE]]:26: warning: 'House' and 'Room' own each other through 'rooms' and 'house', so neither is ever freed
};
void House::addBad(const std::string &name) {
  auto room = std::make_shared<Room>();
  rooms[name] = room;
  room->house = shared_from_this();
}
// Each round has an element of its own.
void furnishOk(House &house) {
  house.rooms["a"] = std::make_shared<Room>();
  house.rooms["b"] = std::make_shared<Room>();
}

// The field has no type; what it is given has.
struct Request {
  std::shared_ptr<void> context; // CHECK: :[[@LINE]]:25: warning: 'Request' owns itself through 'context', so it is never freed
};
void keepContextBad(std::shared_ptr<Request> request) { request->context = request; }
struct Job {
  std::any result; // CHECK: :[[@LINE]]:12: warning: 'Job' owns itself through 'result', so it is never freed
};
void keepResultBad(std::shared_ptr<Job> job) { job->result = job; }
void keepNumberOk(std::shared_ptr<Job> job) { job->result = 42; }

// In a template, by elements whose type clang does not know.
template <typename Value> struct Graph {
  struct Vertex {
    Value value;
    std::vector<std::shared_ptr<Vertex>> out; // CHECK: :[[@LINE]]:42: warning: 'Vertex' owns itself through 'out', so it is never freed
  };
  void linkBad(int a, int b) {
    vertices[a]->out.push_back(vertices[b]);
    vertices[b]->out.push_back(vertices[a]);
  }
  std::map<int, std::shared_ptr<Vertex>> vertices;
};

// What a pair keeps beside the number.
struct Ask;
struct Reply {
  std::pair<std::shared_ptr<Ask>, int> ask;
};
struct Ask {
  std::pair<int, std::shared_ptr<Reply>> reply; // CHECK: :[[@LINE]]:42: warning: 'Ask' and 'Reply' own each other through 'reply' and 'ask', so neither is ever freed
};
void exchangeBad(std::shared_ptr<Ask> ask, std::shared_ptr<Reply> reply) {
  ask->reply = {1, reply};
  reply->ask = {ask, 2};
}

// A constructor hands its parameter on to its base, or is the base's.
class Entity;
class Component {
public:
  explicit Component(std::shared_ptr<Entity> owner) : owner(std::move(owner)) {}
  virtual ~Component() = default;

private:
  std::shared_ptr<Entity> owner; // CHECK: :[[@LINE]]:27: warning: 'Component' and 'Entity' own each other through 'owner' and 'components', so neither is ever freed
};
class Sprite : public Component {
public:
  Sprite(std::shared_ptr<Entity> owner, std::string image) : Component(std::move(owner)), image(std::move(image)) {}

private:
  std::string image;
};
class Entity : public std::enable_shared_from_this<Entity> {
public:
  void addBad() { components.push_back(std::make_shared<Sprite>(shared_from_this(), "hero.png")); }

private:
  std::vector<std::shared_ptr<Component>> components;
};
class Scene;
class Actor {
public:
  explicit Actor(std::shared_ptr<Scene> scene) : scene(std::move(scene)) {}
  virtual ~Actor() = default;

private:
  std::shared_ptr<Scene> scene; // CHECK: :[[@LINE]]:26: warning: 'Actor' and 'Scene' own each other through 'scene' and 'actors', so neither is ever freed
};
class Extra : public Actor {
  using Actor::Actor;
};
class Scene : public std::enable_shared_from_this<Scene> {
public:
  void castBad() { actors.push_back(std::make_shared<Extra>(shared_from_this())); }

private:
  std::vector<std::shared_ptr<Actor>> actors;
};
// The base only looks at it.
class Stage;
class Prop {
public:
  explicit Prop(const std::shared_ptr<Stage> &stage) : stage(stage) {}
  virtual ~Prop() = default;

private:
  std::weak_ptr<Stage> stage;
};
class Chair : public Prop {
public:
  Chair(std::shared_ptr<Stage> stage, std::string name) : Prop(stage), name(std::move(name)) {}

private:
  std::string name;
};
class Stage : public std::enable_shared_from_this<Stage> {
public:
  void furnishOk() { props.push_back(std::make_shared<Chair>(shared_from_this(), "chair")); }

private:
  std::vector<std::shared_ptr<Prop>> props;
};

// A list of a template: what make_shared makes is known, though its type is not yet.
template <typename Value> struct Link {
  explicit Link(Value value) : value(std::move(value)) {}
  Value value;
  std::shared_ptr<Link> following, preceding; // CHECK: :[[@LINE]]:36: warning: 'Link' owns itself through 'following' and 'preceding', so it is never freed
};
template <typename Value> class Chain {
public:
  void appendBad(Value value) {
    auto link = std::make_shared<Link<Value>>(std::move(value));
    if (!last) {
      first = last = link;
      return;
    }
    link->preceding = last;
    last->following = link;
    last = link;
  }

private:
  std::shared_ptr<Link<Value>> first, last;
};
template <typename Value> class SingleChain {
  struct Item {
    Value value;
    std::shared_ptr<Item> following;
    std::weak_ptr<Item> preceding;
  };

public:
  void appendOk(Value value) {
    auto item = std::make_shared<Item>();
    item->value = std::move(value);
    item->preceding = last;
    if (last)
      last->following = item;
    last = item;
  }

private:
  std::shared_ptr<Item> last;
};

// The field has no type, and a setter stands between it and what it is given.
struct Transfer;
class Connection {
public:
  void setContext(std::shared_ptr<void> given) { context = std::move(given); }

private:
  std::shared_ptr<void> context; // CHECK: :[[@LINE]]:25: warning: 'Connection' and 'Transfer' own each other through 'context' and 'connection', so neither is ever freed
};
struct Transfer {
  std::shared_ptr<Connection> connection;
};
void beginBad() {
  auto connection = std::make_shared<Connection>();
  auto transfer = std::make_shared<Transfer>();
  transfer->connection = connection;
  connection->setContext(transfer);
}
class Channel {
public:
  void setContext(std::shared_ptr<void> given) { context = std::move(given); }

private:
  std::shared_ptr<void> context;
};
void beginOk(std::shared_ptr<Channel> channel) { channel->setContext(std::make_shared<int>(1)); }

// A project's own handle is what it wraps.
template <typename Item> class Counted {
public:
  Counted() = default;
  explicit Counted(std::shared_ptr<Item> given) : item(std::move(given)) {}
  Item *operator->() const { return item.get(); }

private:
  std::shared_ptr<Item> item;
};
struct Page;
struct Book {
  Counted<Page> cover; // CHECK: :[[@LINE]]:17: warning: 'Book' and 'Page' own each other through 'cover' and 'book', so neither is ever freed
};
struct Page {
  Counted<Book> book;
};
void bindBad() {
  Counted<Book> book(std::make_shared<Book>());
  Counted<Page> page(std::make_shared<Page>());
  book->cover = page;
  page->book = book;
}
struct Sheet;
struct Folder {
  Counted<Sheet> first;
};
struct Sheet {
  Folder *folder = nullptr;
};
void fileOk(Counted<Folder> folder, Counted<Sheet> sheet) {
  folder->first = sheet;
  sheet->folder = folder.operator->();
}

// Each box has an item of its own.
template <typename Item> class Box {
public:
  Box() = default;
  explicit Box(const Item &from) : item(std::make_shared<Item>(from)) {}
  Box(const Box &other) : item(std::make_shared<Item>(*other.item)) {}
  Box &operator=(const Box &other) {
    item = std::make_shared<Item>(*other.item);
    return *this;
  }
  Item *operator->() const { return item.get(); }

private:
  std::shared_ptr<Item> item;
};
struct Lid;
struct Chest {
  Box<Lid> lid;
};
struct Lid {
  Box<Chest> chest;
};
void closeOk(Box<Chest> chest, Box<Lid> lid) {
  chest->lid = lid;
  lid->chest = chest;
}

// The element that is made has the type of a template parameter: its fields are not known.
struct Widget : std::enable_shared_from_this<Widget> {
  template <typename Kind> void FN_makeBad() {
    auto made = std::make_shared<Kind>();
    made->parent = shared_from_this();
    widgets.push_back(made);
  }
  std::vector<std::shared_ptr<Widget>> widgets;
  std::shared_ptr<Widget> parent;
};
