// RUN: %check_memtidy %s memtidy-manual-reduction --level possible
#include <algorithm>
#include <string>
#include <vector>

struct Item {
  int Price;
  bool Sold;
  std::string Name;
  int weight() const { return Price; }
  int tax() const;
};

int sumBad(const std::vector<int> &Numbers) {
  int Total = 0;
  for (int Number : Numbers) // CHECK: :[[@LINE]]:3: warning: the loop only sums 'Numbers' into 'Total'
    Total += Number;
  return Total;
}

long sumOfFieldBad(const std::vector<Item> &Items) {
  // What all of them cost.
  long Total = 0; // in cents
  for (const Item &One : Items) { // each // CHECK: :[[@LINE]]:3: warning: the loop only sums 'Items' into 'Total'
    Total += One.Price;
  }
  return Total;
}

unsigned long spelledBad(const std::vector<int> &Numbers, int Factor) {
  unsigned long Total = 10;
  for (int Number : Numbers) // CHECK: :[[@LINE]]:3: warning: the loop only sums 'Numbers' into 'Total'
    Total = Total + Number * Factor;
  return Total;
}

int laterBad(const std::vector<Item> &Items) {
  int Total = 0;
  if (Items.empty())
    return 1;
  for (const Item &One : Items) // CHECK: :[[@LINE]]:3: warning: the loop only sums 'Items' into 'Total'
    Total += One.weight();
  return Total;
}

int countBad(const std::vector<Item> &Items) {
  int Sold = 0;
  for (const auto &One : Items) { // CHECK: :[[@LINE]]:3: warning: the loop only counts elements of 'Items' in 'Sold'
    if (!One.Sold)
      continue;
    // Only what was dear.
    if (One.Price > 100)
      ++Sold;
  }
  return Sold;
}

int conditionalSumBad(const std::vector<Item> &Items) {
  int Total = 0;
  for (const auto &One : Items) // CHECK: :[[@LINE]]:3: warning: the loop only sums 'Items' into 'Total'
    if (One.Sold)
      Total += One.Price;
  return Total;
}

int localBad(const std::vector<Item> &Items) {
  int Total = 0;
  for (const auto &One : Items) { // CHECK: :[[@LINE]]:3: warning: the loop only sums 'Items' into 'Total'
    if (!One.Sold)
      continue;
    const int Price = One.Price;
    if (Price > 3)
      Total += Price * 2;
  }
  return Total;
}

double productBad(const std::vector<double> &Factors) {
  double Product = 1;
  for (double Factor : Factors) // CHECK: :[[@LINE]]:3: warning: the loop only multiplies 'Factors' into 'Product'
    Product *= Factor;
  return Product;
}

int arrayBad(const int (&Numbers)[16]) {
  int Total = 0;
  for (int Number : Numbers) // CHECK: :[[@LINE]]:3: warning: the loop only sums 'Numbers' into 'Total'
    Total += Number;
  return Total;
}

int opaqueBad(const std::vector<Item> &Items) {
  int Total = 0;
  for (const auto &One : Items) // CHECK: :[[@LINE]]:3: warning: the loop only sums 'Items' into 'Total'
    Total += One.tax();
  return Total;
}

int caughtBad(const std::vector<Item> &Items) {
  int Total = 0;
  try {
    for (const auto &One : Items) // CHECK: :[[@LINE]]:5: warning: the loop only sums 'Items' into 'Total'
      Total += One.tax();
  } catch (...) {
    return -Total;
  }
  return Total;
}

struct Basket {
  std::vector<Item> Items;
  int Total = 0;
  void addUpBad() {
    for (const auto &One : Items) // CHECK: :[[@LINE]]:5: warning: the loop only sums 'Items' into 'Total'
      Total += One.Price;
  }
};

int leastBad(const std::vector<int> &Numbers) {
  int Least = 1000;
  for (int Number : Numbers) // CHECK: :[[@LINE]]:3: warning: the loop only keeps the least of 'Numbers' in 'Least'
    if (Number < Least)
      Least = Number;
  return Least;
}

int greatestBad(const std::vector<Item> &Items) {
  int Most = 0;
  for (const auto &One : Items) { // CHECK: :[[@LINE]]:3: warning: the loop only keeps the greatest of 'Items' in 'Most'
    if (Most < One.Price)
      Most = One.Price;
  }
  return Most;
}

bool anyBad(const std::vector<Item> &Items) {
  for (const auto &One : Items) // CHECK: :[[@LINE]]:3: warning: the loop only asks whether any of 'Items' passes a test
    if (One.Sold && One.Price > 3)
      return true;
  return false;
}

bool allBad(const std::vector<Item> &Items) {
  for (const auto &One : Items) { // CHECK: :[[@LINE]]:3: warning: the loop only asks whether all of 'Items' pass a test
    if (!One.Sold)
      return false;
  }
  return true;
}

bool noneBad(const std::vector<Item> &Items) {
  bool Fine = true;
  for (const auto &One : Items) { // CHECK: :[[@LINE]]:3: warning: the loop only asks whether none of 'Items' passes a test
    if (One.Sold) {
      Fine = false;
      break;
    }
  }
  return Fine;
}

bool flagBad(const std::vector<Item> &Items, bool Found) {
  for (const auto &One : Items) // CHECK: :[[@LINE]]:3: warning: the loop only asks whether any of 'Items' passes a test
    if (One.Sold)
      Found = true;
  return Found;
}

std::string joinBad(const std::vector<std::string> &Words) {
  std::string Text;
  for (const auto &Word : Words) { // CHECK: :[[@LINE]]:3: warning: the loop only joins 'Words' into 'Text'
    if (!Text.empty())
      Text += ", ";
    Text += Word;
  }
  return Text;
}

std::string rebuiltBad(const std::vector<std::string> &Words) {
  std::string Text;
  for (const auto &Word : Words) // CHECK: :[[@LINE]]:3: warning: the loop only joins 'Words' into 'Text', and each step makes a new string
    Text = Text + Word + ";";
  return Text;
}

int indexBad(const std::vector<Item> &Items) {
  int Total = 0;
  for (unsigned long I = 0; I < Items.size(); ++I) // CHECK: :[[@LINE]]:3: warning: the loop only sums 'Items' into 'Total'
    Total += Items[I].Price;
  return Total;
}

int iteratorBad(const std::vector<int> &Numbers) {
  int Total = 0;
  for (auto It = Numbers.begin(); It != Numbers.end(); ++It) // CHECK: :[[@LINE]]:3: warning: the loop only sums 'Numbers' into 'Total'
    Total += *It;
  return Total;
}

template <class T> T templateBad(const std::vector<T> &Values) {
  T Total{};
  for (const T &Value : Values) // CHECK: :[[@LINE]]:3: warning: the loop only sums 'Values' into 'Total'
    Total += Value;
  return Total;
}

int lambdaBad(const std::vector<int> &Numbers) {
  auto Sum = [&] {
    int Total = 0;
    for (int Number : Numbers) // CHECK: :[[@LINE]]:5: warning: the loop only sums 'Numbers' into 'Total'
      Total += Number;
    return Total;
  };
  return Sum();
}

#define SUM(Into, Range)                                                       \
  for (int Each : Range)                                                       \
    Into += Each;
int macroBad(const std::vector<int> &Numbers) {
  int Total = 0;
  SUM(Total, Numbers) // CHECK: :[[@LINE]]:3: warning: the loop only sums a range into one value
  return Total;
}

// Something else happens on the way.
void log(int);
int sideEffectOk(const std::vector<int> &Numbers) {
  int Total = 0;
  for (int Number : Numbers) {
    log(Number);
    Total += Number;
  }
  return Total;
}
int next(int &State);
int drawsOk(const std::vector<int> &Numbers, int State) {
  int Total = 0;
  for (int Number : Numbers)
    Total += Number * next(State);
  return Total;
}
int numberedOk(const std::vector<int> &Numbers) {
  int Total = 0, Place = 0;
  for (int Number : Numbers)
    Total += Number * Place++;
  return Total;
}
int usesIndexOk(const std::vector<int> &Numbers) {
  int Total = 0;
  for (unsigned long I = 0; I < Numbers.size(); ++I)
    Total += Numbers[I] * static_cast<int>(I);
  return Total;
}
int stopsOk(const std::vector<int> &Numbers) {
  int Total = 0;
  for (int Number : Numbers) {
    if (Number < 0)
      break;
    Total += Number;
  }
  return Total;
}
int twoOk(const std::vector<int> &Numbers) {
  int Total = 0, Count = 0;
  for (int Number : Numbers) {
    Total += Number;
    ++Count;
  }
  return Total / Count;
}
// Each step looks at what the steps before made.
int hashOk(const std::vector<int> &Numbers) {
  int Hash = 0;
  for (int Number : Numbers)
    Hash += Number ^ (Hash << 5);
  return Hash;
}
// Not one value but many.
void histogramOk(const std::vector<int> &Numbers, int *Buckets) {
  for (int Number : Numbers)
    Buckets[Number] += 1;
}
void scaleOk(std::vector<int> &Numbers) {
  for (int &Number : Numbers)
    Number *= 2;
}
struct Signal {
  Signal &operator+=(int);
};
void connectOk(Signal &To, const std::vector<int> &Handlers) {
  for (int Handler : Handlers)
    To += Handler;
}
int foundOk(const std::vector<int> &Numbers) {
  for (int Number : Numbers)
    if (Number > 3)
      return Number;
  return 0;
}
