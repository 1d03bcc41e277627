using AIGenerator.Simulators;

await using var simulator = Simulator.Create(args);
await simulator.RunAsync();
