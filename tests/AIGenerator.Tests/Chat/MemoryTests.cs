using AIGenerator.Chat.Context;
using AIGenerator.Models;
using AIGenerator.Providers.Text;

namespace AIGenerator.Tests.Chat;

/// <summary>What of a conversation a model is told.</summary>
public sealed class MemoryTests
{
    [Fact]
    public void Everything_that_fits_is_told()
    {
        var turns = Conversation(6);

        Memory.Trim(turns, 10_000).ShouldBe(0);

        turns.Count.ShouldBe(6);
    }

    [Fact]
    public void The_oldest_go_first_and_a_person_begins()
    {
        var turns = Conversation(6);
        var room = turns.TakeLast(3).Sum(told => TokenEstimator.Estimate(told.Turn));

        // Three would fit, but the third from the end is an answer.
        Memory.Trim(turns, room).ShouldBe(4);

        turns.Count.ShouldBe(2);
        turns[0].Turn.Role.ShouldBe(TurnRole.User);
    }

    [Fact]
    public void Behind_a_summary_an_answer_may_begin()
    {
        var turns = Conversation(6);
        var room = turns.TakeLast(3).Sum(told => TokenEstimator.Estimate(told.Turn));

        Memory.Trim(turns, room, isLed: true).ShouldBe(3);

        turns[0].Turn.Role.ShouldBe(TurnRole.Assistant);
    }

    [Fact]
    public void The_last_turn_stays_however_long_it_is()
    {
        var turns = Conversation(5);

        Memory.Trim(turns, 1).ShouldBe(4);

        turns.ShouldHaveSingleItem().Turn.Text.ShouldBe("4 " + new string('x', 100));
    }

    [Fact]
    public void Two_turns_of_one_side_are_one_and_keep_the_first_ones_place()
    {
        var first = ChatPerson.NewId();
        List<Told> turns =
        [
            new(new TextTurn(TurnRole.User, "a"), first), new(new TextTurn(TurnRole.User, "b"), ChatPerson.NewId()),
            new(new TextTurn(TurnRole.Assistant, "c", Echo: new ProviderEcho("x", "{}"))), new(new TextTurn(TurnRole.Assistant, "d")),
        ];

        Memory.Merge(turns);

        turns.Select(told => told.Turn.Text).ShouldBe(["a\n\nb", "cd"]);
        turns[0].Message.ShouldBe(first);
        turns[1].Turn.Echo.ShouldBeNull();
    }

    [Theory]
    [InlineData(8_192, 6_192)]
    [InlineData(200_000, 198_000)]
    [InlineData(4_000, 3_000)]
    public void An_answer_keeps_its_room(int context, int room) => Memory.RoomOf(Model(context)).ShouldBe(room);

    [Fact]
    public void A_summary_hears_of_every_message_where_long_ones_are_shortened()
    {
        string[] lines = ["Person: short", .. Enumerable.Range(0, 20).Select(number => $"Person: {number} {new string('a', 2_000)} end{number}")];

        var fitting = SummaryPrompt.Fitting(lines, 3_000);

        fitting.Count.ShouldBe(lines.Length);
        fitting[0].ShouldBe("Person: short");
        fitting[5].ShouldStartWith("Person: 4 aaa");
        fitting[5].ShouldEndWith("end4");
        fitting.Sum(line => TokenEstimator.Estimate(line) + 1).ShouldBeInRange(2_500, 3_000);
    }

    [Fact]
    public void Where_even_short_ones_find_no_room_the_oldest_go()
    {
        string[] lines = [.. Enumerable.Range(0, 500).Select(number => $"Person: {number} {new string('a', 2_000)}")];

        var fitting = SummaryPrompt.Fitting(lines, 2_000);

        fitting.Count.ShouldBeLessThan(500);
        fitting[^1].ShouldStartWith("Person: 499");
        fitting.Sum(line => TokenEstimator.Estimate(line) + 1).ShouldBeLessThanOrEqualTo(2_000);
    }

    [Fact]
    public void Half_of_a_character_is_never_left()
    {
        string[] lines = [.. Enumerable.Range(0, 40).Select(_ => string.Concat(Enumerable.Repeat("😀", 300)))];

        SummaryPrompt.Fitting(lines, 4_000).ShouldAllBe(line => !line.EnumerateRunes().Any(rune => rune.Value == 0xFFFD));
    }

    [Theory]
    [InlineData("precise", true, 0.2)]
    [InlineData("creative", true, 1.2)]
    [InlineData("balanced", true, null)]
    [InlineData("precise", false, null)]
    [InlineData("creative", false, null)]
    public void A_temperature_is_for_models_that_take_one(string preset, bool takes, double? sent)
    {
        ChatSettings.TryParse(preset, out var temperature).ShouldBeTrue();

        new ChatSettings(null, temperature).TemperatureFor(Model(8_192, takes)).ShouldBe(sent);
    }

    private static List<Told> Conversation(int turns) =>
        [.. Enumerable.Range(0, turns).Select(number => new Told(
            new TextTurn(number % 2 == 0 ? TurnRole.User : TurnRole.Assistant, $"{number} {new string('x', 100)}"), ChatPerson.NewId()))];

    private static TextModel Model(int context, bool temperature = true) => new(
        "m", "M", "V", ModelState.Active, null, null, "free", new ModelCapabilities(false, false, false, temperature), context, Math.Min(4_096, context), null, [], "k");
}
