export * from "../../../AIGenerator.Ui/Client/api";
