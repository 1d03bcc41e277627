using AIGenerator.Previews;

// One order after another, until nobody gives any: the parent closes its end when it has no more, and so does the system when the parent dies.
await using var orders = Console.OpenStandardInput();
await using var answers = Console.OpenStandardOutput();
while (await PreviewOrder.ReadAsync(orders) is { } order)
{
    await Drawing.Make(order).WriteAsync(answers);
}
