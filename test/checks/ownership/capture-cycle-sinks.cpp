// RUN: %check_memtidy %s memtidy-capture-cycle
// What the libraries of the sink model do with callables. Their bodies are not seen; the model knows them.

#include <functional>
#include <memory>
#include <utility>

namespace boost::signals2 {
struct connection {};
template <typename Signature> class signal {
public:
  connection connect(std::function<Signature> Slot);
};
} // namespace boost::signals2

namespace sigc {
struct connection {};
template <typename Signature> class signal {
public:
  connection connect(std::function<Signature> Slot);
};
} // namespace sigc

namespace uvw {
template <typename Derived> class Emitter {
public:
  template <typename Event> void on(std::function<void(Event &)> Listener);
  template <typename Event> void once(std::function<void(Event &)> Listener);
};
struct CloseEvent {};
class TimerHandle : public Emitter<TimerHandle>, public std::enable_shared_from_this<TimerHandle> {
public:
  void stop();
};
} // namespace uvw

namespace websocketpp {
template <typename Config> class endpoint {
public:
  void set_open_handler(std::function<void(int)> Handler);
  void set_message_handler(std::function<void(int)> Handler);
};
} // namespace websocketpp

namespace asio {
struct io_context {};
template <typename Executor, typename Handler> void post(Executor &On, Handler Run);
class steady_timer {
public:
  explicit steady_timer(io_context &Context);
  template <typename Handler> void async_wait(Handler Run);
};
} // namespace asio

namespace folly {
class EventBase {
public:
  void runInEventBaseThread(std::function<void()> Run);
};
template <typename T> class Future {
public:
  template <typename F> Future thenValue(F Run) &&;
};
} // namespace folly

namespace tbb {
class task_group {
public:
  template <typename F> void run(const F &Run);
};
} // namespace tbb

namespace pplx {
template <typename T> class task {
public:
  template <typename F> task then(const F &Run) const;
};
} // namespace pplx

namespace grpc {
class Server {
public:
  void Async(std::function<void()> Done);
};
} // namespace grpc

class QObject {
public:
  static void connect(const QObject *Sender, const char *Signal, std::function<void()> Slot);
};
class QTimer : public QObject {
public:
  static void singleShot(int Milliseconds, std::function<void()> Run);
};

// A signal is a part of the object that the slot holds.
struct Window : std::enable_shared_from_this<Window> {
  void watchBad() {
    Closed.connect([Self = shared_from_this()] { Self->close(); }); // CHECK: :[[@LINE]]:21: warning: 'Self' is captured by a callable that 'Window' itself keeps in 'Closed', so neither is ever freed
    Moved.connect([Self = shared_from_this()] { Self->close(); }); // CHECK: :[[@LINE]]:20: warning: 'Self' is captured by a callable that 'Window' itself keeps in 'Moved', so neither is ever freed
  }
  void watchOk() {
    Closed.connect([Weak = weak_from_this()] {
      if (auto Self = Weak.lock())
        Self->close();
    });
    Closed.connect([this] { close(); });
  }
  void close();
  boost::signals2::signal<void()> Closed;
  sigc::signal<void()> Moved;
};

void closeTogetherOk(std::shared_ptr<Window> First, std::shared_ptr<Window> Second) {
  First->Closed.connect([Second] { Second->close(); });
}

// A handle keeps its listeners, but drops those that run once.
void tickBad(std::shared_ptr<uvw::TimerHandle> Timer) {
  Timer->on<uvw::CloseEvent>([Timer](uvw::CloseEvent &) { Timer->stop(); }); // CHECK: :[[@LINE]]:31: warning: 'Timer' is captured by a callable that 'TimerHandle' itself keeps, so neither is ever freed
}
void tickOnceOk(std::shared_ptr<uvw::TimerHandle> Timer) {
  Timer->once<uvw::CloseEvent>([Timer](uvw::CloseEvent &) { Timer->stop(); });
}

struct Client : std::enable_shared_from_this<Client> {
  void openBad() {
    Endpoint.set_open_handler([Self = shared_from_this()](int) { Self->work(); }); // CHECK: :[[@LINE]]:32: warning: 'Self' is captured by a callable that 'Client' itself keeps in 'Endpoint', so neither is ever freed
  }
  void work();
  websocketpp::endpoint<int> Endpoint;
};

// What runs a callable once lets it go.
struct Worker : std::enable_shared_from_this<Worker> {
  void onceOk() {
    auto Self = shared_from_this();
    asio::post(Context, [Self] { Self->work(); });
    Timer.async_wait([Self] { Self->work(); });
    Events.runInEventBaseThread([Self] { Self->work(); });
    std::move(Later).thenValue([Self] { Self->work(); });
    Group.run([Self] { Self->work(); });
    Task.then([Self] { Self->work(); });
    Server.Async([Self] { Self->work(); });
    QTimer::singleShot(100, [Self] { Self->work(); });
  }
  void work();
  asio::io_context &Context;
  asio::steady_timer Timer;
  folly::EventBase &Events;
  folly::Future<int> Later;
  tbb::task_group &Group;
  pplx::task<int> Task;
  grpc::Server &Server;
};

// The sender keeps the slot.
struct Button : QObject, std::enable_shared_from_this<Button> {
  void clickBad() {
    QObject::connect(this, "clicked", [Self = shared_from_this()] { Self->work(); }); // CHECK: :[[@LINE]]:40: warning: 'Self' is captured by a callable that 'Button' itself keeps, so neither is ever freed
  }
  void work();
};
