// An echo server on standalone Asio: coroutine-free, callbacks and shared
// sessions.
#define ASIO_STANDALONE
#include <asio.hpp>

#include <array>
#include <chrono>
#include <deque>
#include <memory>
#include <set>
#include <string>

namespace {

class Session;

struct Statistics {
  std::uint64_t BytesIn = 0;
  std::uint64_t BytesOut = 0;
  std::uint32_t Sessions = 0;
  std::uint32_t Timeouts = 0;
};

class Hall {
public:
  void enter(std::shared_ptr<Session> Who) { Present.insert(std::move(Who)); }
  void leave(const std::shared_ptr<Session> &Who) { Present.erase(Who); }
  void broadcast(const std::string &Line, const Session *From);

  Statistics Counted;

private:
  std::set<std::shared_ptr<Session>> Present;
};

class Session : public std::enable_shared_from_this<Session> {
public:
  Session(asio::ip::tcp::socket Socket, Hall &Where)
      : Socket(std::move(Socket)), Idle(this->Socket.get_executor()),
        Where(Where) {}

  void start() {
    Where.enter(shared_from_this());
    ++Where.Counted.Sessions;
    waitIdle();
    readLine();
  }

  void send(std::string Line) {
    const bool Busy = !Outgoing.empty();
    Outgoing.push_back(std::move(Line));
    if (!Busy)
      writeNext();
  }

private:
  void waitIdle() {
    Idle.expires_after(std::chrono::seconds(30));
    Idle.async_wait([Self = shared_from_this()](asio::error_code Error) {
      if (Error)
        return;
      ++Self->Where.Counted.Timeouts;
      Self->stop();
    });
  }

  void readLine() {
    asio::async_read_until(
        Socket, asio::dynamic_buffer(Incoming), '\n',
        [Self = shared_from_this()](asio::error_code Error, std::size_t Size) {
          if (Error) {
            Self->stop();
            return;
          }
          Self->Where.Counted.BytesIn += Size;
          std::string Line = Self->Incoming.substr(0, Size);
          Self->Incoming.erase(0, Size);
          Self->Where.broadcast(Line, Self.get());
          Self->waitIdle();
          Self->readLine();
        });
  }

  void writeNext() {
    asio::async_write(
        Socket, asio::buffer(Outgoing.front()),
        [Self = shared_from_this()](asio::error_code Error, std::size_t Size) {
          if (Error) {
            Self->stop();
            return;
          }
          Self->Where.Counted.BytesOut += Size;
          Self->Outgoing.pop_front();
          if (!Self->Outgoing.empty())
            Self->writeNext();
        });
  }

  void stop() {
    asio::error_code Ignored;
    Idle.cancel();
    Socket.close(Ignored);
    Where.leave(shared_from_this());
  }

  asio::ip::tcp::socket Socket;
  asio::steady_timer Idle;
  Hall &Where;
  std::string Incoming;
  std::deque<std::string> Outgoing;
};

void Hall::broadcast(const std::string &Line, const Session *From) {
  for (const std::shared_ptr<Session> &One : Present)
    if (One.get() != From)
      One->send(Line);
}

class Server {
public:
  Server(asio::io_context &Context, unsigned short Port)
      : Acceptor(Context, {asio::ip::tcp::v4(), Port}) {
    acceptNext();
  }

private:
  void acceptNext() {
    Acceptor.async_accept(
        [this](asio::error_code Error, asio::ip::tcp::socket Socket) {
          if (!Error)
            std::make_shared<Session>(std::move(Socket), Lobby)->start();
          acceptNext();
        });
  }

  asio::ip::tcp::acceptor Acceptor;
  Hall Lobby;
};

} // namespace

int main() {
  asio::io_context Context;
  Server Echo(Context, 7007);
  asio::signal_set Signals(Context, SIGINT, SIGTERM);
  Signals.async_wait([&](asio::error_code, int) { Context.stop(); });
  Context.run();
}
