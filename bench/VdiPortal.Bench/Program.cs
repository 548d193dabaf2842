using VdiPortal.Bench.Measuring;

return await CommandLine.RunAsync(args);
