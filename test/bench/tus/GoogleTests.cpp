// Tests of a small ring buffer with GoogleTest: many macros, many small
// classes.
#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace {

template <typename Element, std::size_t Capacity> class Ring {
public:
  bool push(Element Value) {
    if (Size == Capacity)
      return false;
    Slots[(First + Size++) % Capacity] = std::move(Value);
    return true;
  }

  std::optional<Element> pop() {
    if (Size == 0)
      return std::nullopt;
    Element Value = std::move(Slots[First]);
    First = (First + 1) % Capacity;
    --Size;
    return Value;
  }

  std::size_t size() const { return Size; }

private:
  std::array<Element, Capacity> Slots{};
  std::size_t First = 0;
  std::size_t Size = 0;
};

template <typename Element> class RingOf : public testing::Test {
protected:
  Ring<Element, 4> Tested;
};

using Elements = testing::Types<int, double, std::string, std::vector<int>>;
TYPED_TEST_SUITE(RingOf, Elements);

TYPED_TEST(RingOf, StartsEmpty) {
  EXPECT_EQ(this->Tested.size(), 0u);
  EXPECT_FALSE(this->Tested.pop().has_value());
}

TYPED_TEST(RingOf, RefusesWhatDoesNotFit) {
  for (int I = 0; I < 4; ++I)
    ASSERT_TRUE(this->Tested.push(TypeParam()));
  EXPECT_FALSE(this->Tested.push(TypeParam()));
}

TYPED_TEST(RingOf, GivesBackWhatItGot) {
  this->Tested.push(TypeParam());
  EXPECT_EQ(this->Tested.pop(), TypeParam());
}

TEST(Ring, KeepsOrder) {
  Ring<int, 3> Tested;
  for (int I = 0; I < 3; ++I)
    EXPECT_TRUE(Tested.push(I));
  for (int I = 0; I < 3; ++I)
    EXPECT_EQ(Tested.pop(), I) << "at " << I;
}

TEST(Ring, WrapsAround) {
  Ring<int, 2> Tested;
  for (int I = 0; I < 10; ++I) {
    ASSERT_TRUE(Tested.push(I));
    ASSERT_EQ(Tested.pop(), I);
  }
}

TEST(Ring, TakesWhatOnlyMoves) {
  Ring<std::unique_ptr<int>, 2> Tested;
  EXPECT_TRUE(Tested.push(std::make_unique<int>(7)));
  std::optional<std::unique_ptr<int>> Back = Tested.pop();
  ASSERT_TRUE(Back.has_value());
  EXPECT_EQ(**Back, 7);
}

class Wrapping : public testing::TestWithParam<int> {};

TEST_P(Wrapping, KeepsSize) {
  Ring<int, 8> Tested;
  for (int I = 0; I < GetParam(); ++I)
    Tested.push(I);
  EXPECT_LE(Tested.size(), 8u);
}

INSTANTIATE_TEST_SUITE_P(Sizes, Wrapping, testing::Values(0, 1, 8, 9, 100));

} // namespace
